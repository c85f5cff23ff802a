import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Listens, or says in plain words why it cannot. Port 0 takes any free one. */
export async function listen(
  handler: RequestListener,
  port: number,
  host: string,
): Promise<{ server: Server; port: number }> {
  const server = createServer(handler);
  // Event streams stay open for hours; Node's default would cut requests that take longer than five minutes.
  server.requestTimeout = 0;
  await new Promise<void>((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      fail(error.code === "EADDRINUSE" ? new Error(portIsTaken(port)) : error);
    });
    server.listen(port, host, done);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

function portIsTaken(port: number): string {
  return `Port ${port} is taken, perhaps by another sandbox. Stop that one, or choose other ports: SANDBOX_PORT=4100 npm run sandbox (the two ports after it are used too).`;
}

/** A port that nobody listens on now; for a process that must be told its port before it starts. */
export async function freePort(host: string): Promise<number> {
  const { server, port } = await listen(() => {}, 0, host);
  await new Promise((done) => server.close(done));
  return port;
}

/** Closes at once, also what is kept alive or streaming. */
export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
}
