// Signs in at URL, prints "open" once the page is live, and ends well when the CODE of a message
// that arrives after that is shown, having come over a WebSocket.
import { createRequire } from "node:module";

const { chromium, expect } = createRequire(new URL("../../web/package.json", import.meta.url))(
  "@playwright/test",
);
const { URL: url, EMAIL: email, PASSWORD: password, CODE: code, CHROMIUM_PATH } = process.env;

const browser = await chromium.launch({ executablePath: CHROMIUM_PATH });
try {
  const page = await browser.newPage({ ignoreHTTPSErrors: true });
  const heard = [];
  page.on("websocket", (socket) => {
    if (!socket.url().startsWith(`${url.replace("https:", "wss:")}/socket.io/`)) return;
    socket.on("framereceived", ({ payload }) => heard.push(String(payload)));
  });

  await page.goto(url);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("status", { name: "Connection" })).toHaveText("Live");
  const copyButtons = page
    .getByRole("list", { name: "Messages" })
    .getByRole("button", { name: /^Copy code/ });
  const codes = async () => (await copyButtons.allInnerTexts()).map((text) => text.replace(/\s/g, ""));
  expect(await codes()).not.toContain(code);
  console.log("open");

  await expect.poll(codes, { timeout: 15_000 }).toContain(code);
  const message = heard.find((frame) => frame.includes("message.received"));
  expect(message, "what came over the WebSocket").toContain(code);
} finally {
  await browser.close();
}
