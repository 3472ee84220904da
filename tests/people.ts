import { ApiClient } from "./api_client.ts";

/** Password of people who aren't given another one. */
export const PASSWORD = "seven grey herons";

type Body = Record<string, unknown>;

/** A user, signed in in a browser of its own. */
export class Person {
  readonly id: string;
  readonly email: string;
  cookie = "";
  readonly #client: ApiClient;

  constructor(id: string, email: string, client: ApiClient) {
    this.id = id;
    this.email = email;
    this.#client = client;
  }

  async signIn(password = PASSWORD, user_agent = "Firefox"): Promise<number> {
    const answer = await this.#client.fetch("/api/v1/session", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": user_agent,
      },
      body: JSON.stringify({ email: this.email, password }),
    });
    const set_cookie = answer.headers.get("set-cookie") ?? "";
    if (answer.status === 201) this.cookie = set_cookie.split(";")[0] ?? "";
    return answer.status;
  }

  async ask<T = Body>(method: string, path: string, body?: unknown) {
    return await this.#client.fetch<T>(`/api/v1${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.#client.url,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async sessions(): Promise<Body[]> {
    const answer = await this.ask<{ data: Body[] }>("GET", "/sessions");
    return answer.body.data;
  }
}

let people = 0;

/** Makes a user of a role, and signs it in. */
export async function signedIn(
  api: ApiClient,
  role: string,
  party: Body = {},
): Promise<Person> {
  const email = `person-${(people += 1)}@network.example`;
  const body = { email, password: PASSWORD, role, ...party };
  const user = await api.call("POST", "/users", body);
  const made = new Person(String(user.id), email, api);
  const status = await made.signIn();
  if (status === 201) return made;
  throw new Error(`${email} can't sign in: ${status}`);
}

/** A client with a token of its own: of a party, or of part of the office. */
export async function clientOf(
  api: ApiClient,
  token: Body,
): Promise<ApiClient> {
  const made = await api.call("POST", "/tokens", { name: "t", ...token });
  return new ApiClient(api.url, String(made.token));
}
