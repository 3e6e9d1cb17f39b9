import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { Message, PhoneNumber } from "../src/api/client.ts";

const BINARY = resolve(
  process.env.CODEBELL_BIN ?? join(import.meta.dirname, "../../target/debug/codebell"),
);
/** The PostgreSQL that scripts/with-postgres.sh starts for a run. */
const CLUSTER = process.env.DATABASE_URL ?? "";
const START_MS = 30_000;
const STOP_MS = 30_000;

export const OWNER = {
  name: "Ann Marlow",
  email: "ann@example.com",
  password: "correct horse battery",
};

const run = promisify(execFile);

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

type Credentials = Pick<typeof OWNER, "email" | "password">;

/** A database of its own for one server, in the cluster that all tests share. */
class Database {
  private constructor(
    readonly url: string,
    private readonly cluster: string,
    private readonly name: string,
  ) {}

  static async create(cluster: string): Promise<Database> {
    const name = `e2e_${randomUUID().replaceAll("-", "")}`;
    await run("createdb", [`--maintenance-db=${cluster}`, "--template=template0", name]);
    const url = new URL(cluster);
    url.pathname = name;
    return new Database(url.href, cluster, name);
  }

  async remove() {
    await run("dropdb", [`--maintenance-db=${this.cluster}`, "--force", this.name]);
  }
}

interface Setup {
  host?: string;
  /** Whether it has the PostgreSQL that it brings itself, as a first user's has. */
  embedded?: boolean;
  /** Where browsers reach it, if that is not where it listens. */
  publicUrl?: string;
}

/** The real server on its own port, with its own data. */
export class Codebell {
  private server: ChildProcess | undefined;
  private errors = "";
  private readonly sessions = new Map<string, Promise<string>>();
  setupLink: string | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly host: string,
    private readonly database: Database | undefined,
    private readonly publicUrl: string | undefined,
  ) {}

  static async start({
    host = "127.0.0.1",
    embedded = false,
    publicUrl,
  }: Setup = {}): Promise<Codebell> {
    if (!embedded && !CLUSTER) throw new Error("no cluster to make a database in; run npm run e2e");
    const database = embedded ? undefined : await Database.create(CLUSTER);
    // Directly under the temp folder: the path of a PostgreSQL socket must be short.
    const folder = await mkdtemp(join(tmpdir(), "cb-"));
    // PostgreSQL's account has to get in when the tests run as root, or its files would stay elsewhere.
    await chmod(folder, 0o711);
    const codebell = new Codebell(folder, await freePort(), host, database, publicUrl);
    await codebell.start();
    return codebell;
  }

  get url() {
    return this.publicUrl ?? this.ownUrl;
  }

  /** Where it listens. */
  get ownUrl() {
    return `http://${this.host}:${this.port}`;
  }

  private get env(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(
      ([name]) =>
        !/^(CODEBELL_|DATABASE_URL|REDIS_URL|SMTP_|WEBSMS_|.*_WEBHOOK_(SECRET|TOKEN)$)/.test(name),
    );
    return {
      ...Object.fromEntries(inherited),
      CODEBELL_LISTEN: `127.0.0.1:${this.port}`,
      CODEBELL_PUBLIC_URL: this.url,
      CODEBELL_DATA_DIR: this.folder,
      ...(this.database && { DATABASE_URL: this.database.url }),
      CODEBELL_LOG: "warn",
      CODEBELL_ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
    };
  }

  async start() {
    const server = spawn(BINARY, ["serve"], {
      cwd: this.folder,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.server = server;
    server.stderr.on("data", (text) => {
      this.errors += text;
    });
    createInterface({ input: server.stdout }).on("line", (line) => {
      this.setupLink ??= /http:\/\/\S+\/setup#token=\S+/.exec(line)?.[0];
    });
    const ended = new Promise<never>((_, fail) => {
      server.once("error", (error) =>
        fail(new Error(`${BINARY} could not be started: ${error.message}`)),
      );
      server.once("exit", (code) =>
        fail(new Error(`the server ended with ${code}\n${this.errors}`)),
      );
    });
    ended.catch(() => {});
    await Promise.race([this.ready(), ended]);
  }

  private async ready() {
    const end = Date.now() + START_MS;
    const known = this.setupLink !== undefined;
    for (;;) {
      const answer = await fetch(`${this.ownUrl}/api/v1/setup`).catch(() => undefined);
      if (answer?.ok) {
        const { open } = (await answer.json()) as { open: boolean };
        if (!open || known || this.setupLink) return;
      }
      if (Date.now() > end) throw new Error(`the server was not ready in time\n${this.errors}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Ends the server as an operator does, and insists on a clean end. */
  async stop() {
    const server = this.server;
    if (!server || server.exitCode !== null) return;
    const code = await new Promise<number | null>((done, fail) => {
      const late = setTimeout(() => {
        server.kill("SIGKILL");
        fail(new Error(`the server did not end within ${STOP_MS} ms`));
      }, STOP_MS);
      server.once("exit", (exitCode) => {
        clearTimeout(late);
        done(exitCode);
      });
      server.kill("SIGTERM");
    });
    if (code !== 0) throw new Error(`the server ended with ${code}\n${this.errors}`);
  }

  /** Has it do nothing until it thaws: to its clients it looks as a network that swallows all. */
  async freeze() {
    const { server } = this;
    server?.kill("SIGSTOP");
    // The signal is only on its way: until it stands still the server may answer once more.
    for (let state = ""; state !== "T"; )
      state = /\) (\w)/.exec(await readFile(`/proc/${server?.pid}/stat`, "utf8"))?.[1] ?? "";
  }

  thaw() {
    this.server?.kill("SIGCONT");
  }

  async remove() {
    try {
      await this.stop();
    } finally {
      await this.database?.remove();
      await rm(this.folder, { recursive: true, force: true });
    }
  }

  /** Runs a command of the same program with the same settings; answers what it printed. */
  command(args: string[], input = ""): Promise<string> {
    return new Promise((done, fail) => {
      const command = spawn(BINARY, args, { cwd: this.folder, env: this.env });
      let printed = "";
      let errors = "";
      command.stdout.on("data", (text) => {
        printed += text;
      });
      command.stderr.on("data", (text) => {
        errors += text;
      });
      command.once("error", fail);
      command.once("close", (code) =>
        code === 0
          ? done(printed)
          : fail(new Error(`codebell ${args.join(" ")} ended with ${code}\n${errors}`)),
      );
      command.stdin.end(input);
    });
  }

  simulate(count: number, { to, interval = "50ms" }: { to?: string; interval?: string } = {}) {
    const number = to ? ["--to", to] : [];
    return this.command(["simulate", "--count", String(count), "--interval", interval, ...number]);
  }

  /** Opens the numbers that have messages to the team under these names; further ones stay new. */
  async nameNumbers(names: string[]) {
    const { data } = await this.api<{ data: PhoneNumber[] }>("/numbers");
    for (const [at, label] of names.entries())
      await this.api(`/numbers/${data[at]?.id}`, {
        method: "PATCH",
        body: { label, access: "team" },
      });
  }

  /** A number of the team's, there before its first message. */
  addNumber(phone_number: string, about: { label?: string; access?: PhoneNumber["access"] } = {}) {
    const body = { access: "team", ...about, phone_number };
    return this.api<PhoneNumber>("/numbers", { method: "POST", body });
  }

  addUser(user: { email: string; name: string; password: string }, role: string) {
    const args = [
      "user",
      "add",
      "--email",
      user.email,
      "--name",
      user.name,
      "--role",
      role,
      "--password-stdin",
    ];
    return this.command(args, `${user.password}\n`);
  }

  /** The first owner, made without the page, for tests that are not about setup. */
  async setUp() {
    const token = new URL(this.setupLink ?? "").hash.slice("#token=".length);
    await this.post("/api/v1/setup", { token: decodeURIComponent(token), ...OWNER });
  }

  /** What the server itself says it holds, asked in a session of its own. */
  async messages(): Promise<Message[]> {
    return (await this.api<{ data: Message[] }>("/messages?limit=200")).data;
  }

  /** Asks the API in a session that is no page's. */
  async api<T>(
    path: string,
    { method = "GET", body, as = OWNER }: { method?: string; body?: object; as?: Credentials } = {},
  ): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: await this.authorization(as),
        ...(body && { "content-type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  /** One session a user is enough: a password takes the server long to check. */
  private authorization({ email, password }: Credentials): Promise<string> {
    const known =
      this.sessions.get(email) ??
      this.post("/api/v1/auth/login", { email, password }).then(
        ({ access_token }) => `Bearer ${access_token}`,
      );
    this.sessions.set(email, known);
    return known;
  }

  private async post(path: string, body: object) {
    const answer = await fetch(this.url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { access_token: string };
  }
}
