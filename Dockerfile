# One image: the tallyho binary, with its own Postgres inside.
#
#   docker build -t tallyho .
#   docker run -d --name tallyho -p 3000:3000 -v tallyho-data:/data --stop-timeout 60 \
#     -e PUBLIC_URL=https://t.network.example tallyho
#
# PUBLIC_URL is what links print: the address by which visitors reach this container, through whatever stands in front.
# --stop-timeout gives it time to drain and to shut the database down; it is safe, only slower to start, without. Large
# reports may need more shared memory than Docker's 64 MB: --shm-size 256m. With DATABASE_URL it uses your Postgres instead.

# Bun's own image, at the version that the lock file and the tests were made with.
FROM oven/bun:1.4.5 AS build
WORKDIR /build
COPY . .
RUN bun install --frozen-lockfile && bun run build

# Not distroless: initdb starts its server through /bin/sh. Beside glibc (2.27 or later) the packed Postgres needs
# libstdc++.so.6 and libgcc_s.so.1, which Debian's slim image has as parts of apt's own dependencies. Root certificates
# are not needed, as Bun brings its own.
FROM debian:bookworm-slim
# initdb looks its user up, so the user must be in /etc/passwd: run as this one rather than as a bare number.
RUN useradd --system --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin tallyho \
  && install --directory --mode=0700 --owner=tallyho --group=tallyho /data
COPY --from=build /build/dist/tallyho /usr/local/bin/tallyho
USER tallyho
ENV TALLYHO_DATA_DIR=/data HOST=0.0.0.0
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["/usr/local/bin/tallyho", "health"]
ENTRYPOINT ["/usr/local/bin/tallyho"]
CMD ["serve"]
