import { createHmac } from "node:crypto";
import type { Codebell } from "./codebell.ts";

export const FRONT_DESK = "+12025550143";

/** ReceiveSMS.ink as a test plays it: its messages say, come from and go to what the test wants. */
export class Provider {
  private sent = 0;

  private constructor(
    private readonly url: string,
    private readonly secret: string,
  ) {}

  /** With a source of its own, whose secret it knows. */
  static async connect(codebell: Codebell): Promise<Provider> {
    const secret = "whsec-of-the-tests";
    const { webhook_url } = await codebell.api<{ webhook_url: string }>("/sources", {
      method: "POST",
      body: { provider: "receivesms", name: "Office line", secret },
    });
    return new Provider(webhook_url, secret);
  }

  async send(text: string, { to = FRONT_DESK, from = "+18005550101" } = {}) {
    this.sent += 1;
    const receivedAt = new Date().toISOString();
    const data = { messageId: this.sent, from, to, body: text, receivedAt };
    const body = JSON.stringify({ event: "sms.received", version: "1", data });
    const status = await post(this.url, body, this.secret);
    if (status !== 200) throw new Error(`the webhook answered ${status}`);
  }

  /** Sends a code, and answers it. */
  async sendCode({ to, from }: { to?: string; from?: string } = {}): Promise<string> {
    const code = String(482_913 + 1_357 * this.sent);
    await this.send(`Your Acme Bank verification code is ${code}.`, { to, from });
    return code;
  }
}

/** Posts a body the way ReceiveSMS.ink signs it. */
export async function post(url: string, body: string, secret: string): Promise<number> {
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-webhook-signature": `sha256=${signature}`,
    },
    body,
  });
  return answer.status;
}
