// Listens to the live events of a Codebell server and prints one JSON line for each occurrence.
// Usage: node socket-listener.mjs <url> <token> [polling|websocket]
// Ends when stdin closes, so that it never outlives the test that started it.
import { io } from "socket.io-client";

const [url, token, transport] = process.argv.slice(2);
if (!url || !token) {
  console.error("usage: node socket-listener.mjs <url> <token> [polling|websocket]");
  process.exit(2);
}

const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
// Below a path, Socket.IO is there too; what stands behind the host would be a namespace.
const { origin, pathname } = new URL(url);
const socket = io(origin, {
  path: `${pathname.replace(/\/$/, "")}/socket.io`,
  auth: { token },
  // The client insists on certificates by itself, whatever Node.js is told.
  rejectUnauthorized: process.env.NODE_TLS_REJECT_UNAUTHORIZED !== "0",
  reconnectionDelay: 200,
  reconnectionDelayMax: 1000,
  ...(transport ? { transports: [transport] } : {}),
});

socket.on("connect", () => print({ event: "connect" }));
socket.on("connect_error", (error) => print({ event: "connect_error", message: error.message }));
socket.on("disconnect", (reason) => print({ event: "disconnect", reason }));
socket.onAny((event, data) => print({ event, data, at: Date.now() }));

process.stdin.resume();
process.stdin.on("close", () => {
  socket.close();
  process.exit(0);
});
