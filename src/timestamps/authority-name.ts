// The time-stamp authority that comes with the local launcher (deploy/local/tsa-server) says in its name what it is worth:
// its clock and its key are this machine's. Whoever shows a time stamp of it must say so.

const LOCAL_NAMES: ReadonlySet<string> = new Set([
  'Akashi local time stamps (not independent)',
  'Akashi local time stamps CA (not independent)',
]);

/** Whether an authority, or a certificate, is the stand-in's of this machine. */
export function isLocalAuthority(name: string): boolean {
  return LOCAL_NAMES.has(name);
}

/** What an authority or certificate is called: the common name of a subject as Node spells it, else the whole of it. */
export function nameOfSubject(subject: string): string {
  const commonName = subject.split('\n').find((line) => line.startsWith('CN='));
  return commonName?.slice('CN='.length) ?? subject.replaceAll('\n', ', ');
}
