import { createServer, type Server } from "node:http";

/** Somebody's program that webhooks are sent to: keeps what comes, answers as it is told. */
export class Receiver {
  /** What it answers from now on. */
  status = 200;
  private readonly bodies: unknown[] = [];
  private readonly waiting: ((body: unknown) => void)[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on("request", async (request, answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      receiver.take(JSON.parse(Buffer.concat(chunks).toString()));
      answer.writeHead(receiver.status).end(`answered ${receiver.status}`);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return receiver;
  }

  get url() {
    const { port } = this.server.address() as { port: number };
    return `http://127.0.0.1:${port}/in`;
  }

  /** The next body that came. */
  next<Body>(): Promise<Body> {
    const body = this.bodies.shift();
    if (body) return Promise.resolve(body as Body);
    return new Promise((done) => this.waiting.push(done as (body: unknown) => void));
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  private take(body: unknown) {
    const waiting = this.waiting.shift();
    if (waiting) waiting(body);
    else this.bodies.push(body);
  }
}
