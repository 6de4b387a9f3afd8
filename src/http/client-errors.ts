import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from './app-error.js';
import { PROBLEM_CONTENT_TYPE, toProblem } from './problem.js';
import { requestIdOf } from './request-lifecycle.js';

/** What Node's parser refuses before there is a request: the same problem body as everywhere, written by hand. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = toClientError(error.code);
  const body = JSON.stringify(
    toProblem(problem, { requestId: requestIdOf(undefined), path: '', locale: 'en' }),
  );
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_CONTENT_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  // The rest of what the client sends is of no use; it has the answer once this is flushed.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function toClientError(code: string | undefined): AppError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new AppError('headers_too_large', 'Send fewer or shorter headers and cookies: 16 KiB in all.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AppError('request_timeout', 'Send the whole request within five minutes; try again.');
    default:
      return new AppError(
        'malformed_request',
        'This is not HTTP/1.1 as the server reads it; check the request line, the headers and the chunks.',
      );
  }
}
