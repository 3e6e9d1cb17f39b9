import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const PROJECT = resolve(import.meta.dirname, "../..");
const START_MS = 10_000;

function program(): string {
  const places = (process.env.PATH ?? "").split(":").concat("/usr/sbin");
  const found = [...places, join(PROJECT, ".tools/proxies/usr/sbin")]
    .map((place) => join(place, "nginx"))
    .find((path) => existsSync(path));
  if (!found) throw new Error("NGINX is missing; run: scripts/install.sh proxies");
  return found;
}

/** The real NGINX, with the locations of deploy/nginx/codebell-path.conf on a site at `port`. */
export class Nginx {
  private constructor(
    private readonly folder: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(port: number, upstream: string): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), "cb-nginx-"));
    const file = join(PROJECT, "deploy/nginx/codebell-path.conf");
    const locations = (await readFile(file, "utf8"))
      .replaceAll("http://127.0.0.1:8080", upstream)
      .replaceAll("/var/log/nginx", folder);
    const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const temporary = kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ");
    const conf = join(folder, "nginx.conf");
    await writeFile(
      conf,
      `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/log; events {}
       http { ${temporary} access_log off;
         server { listen 127.0.0.1:${port}; absolute_redirect off; ${locations} } }`,
    );
    const server = spawn(program(), ["-e", join(folder, "log"), "-c", conf], { stdio: "ignore" });
    const end = Date.now() + START_MS;
    while (!(await answers(port))) {
      if (Date.now() > end)
        throw new Error(`NGINX does not answer\n${await readFile(join(folder, "log"), "utf8")}`);
      await new Promise((done) => setTimeout(done, 20));
    }
    return new Nginx(folder, server);
  }

  async stop() {
    const ended = new Promise((done) => this.server.once("exit", done));
    this.server.kill("SIGTERM");
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
}
