import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface Reply {
  status: number;
  body: Buffer;
}

/** One request over kept-alive connections: cheaper than fetch, so that the client doesn't hide what is measured. */
export function send(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: Buffer } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sized = body ? { 'content-length': String(body.length) } : {};
    const outgoing = request(url, { method, agent, headers: { ...headers, ...sized } }, (incoming) => {
      const pieces: Buffer[] = [];
      incoming.on('data', (piece: Buffer) => pieces.push(piece));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(pieces) }));
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The same, and anything but a 2xx is an error with the server's words. */
export async function sendOk(url: string, options: Parameters<typeof send>[1]): Promise<Buffer> {
  const { status, body } = await send(url, options);
  if (status < 200 || status > 299)
    throw new Error(`${status} from ${url}: ${body.toString().slice(0, 500)}`);
  return body;
}
