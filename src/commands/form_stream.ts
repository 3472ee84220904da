/** A form with files, written while it is sent: no file is in memory whole. */
export interface StreamedForm {
  type: string;
  body: ReadableStream<Uint8Array>;
}

export interface FormFile {
  name: string;
  blob: Blob;
}

/** Writes `multipart/form-data` with fields first, as uploads are taken. */
export function formStream(
  fields: Readonly<Record<string, string>>,
  files: readonly FormFile[],
): StreamedForm {
  const boundary = `tallyho-${crypto.randomUUID()}`;
  const pieces = write(boundary, fields, files);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: new ReadableStream({
      async pull(control) {
        const { value, done } = await pieces.next();
        if (done === true) control.close();
        else control.enqueue(value);
      },
      async cancel() {
        await pieces.return(undefined);
      },
    }),
  };
}

async function* write(
  boundary: string,
  fields: Readonly<Record<string, string>>,
  files: readonly FormFile[],
): AsyncGenerator<Uint8Array, undefined> {
  const text = (value: string) => new TextEncoder().encode(value);
  for (const [name, value] of Object.entries(fields)) {
    yield text(
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
  }
  for (const { name, blob } of files) {
    const quoted = name.replaceAll(/["\r\n]/g, "_");
    yield text(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    );
    for await (const chunk of blob.stream()) yield chunk;
    yield text("\r\n");
  }
  yield text(`--${boundary}--\r\n`);
  return undefined;
}
