// The time-stamp authority that comes with the local launcher (deploy/local/tsa-server) says in its name what it is worth:
// its clock and its key are this machine's. Whoever shows a time stamp of it must say so.

const LOCAL_AUTHORITY = 'Akashi local time stamps (not independent)';

/** Whether a time stamp comes from the stand-in of this machine. */
export function isLocalAuthority(name: string): boolean {
  return name === LOCAL_AUTHORITY;
}

/** What an authority or certificate is called: the common name of a subject as Node spells it, else the whole of it. */
export function nameOfSubject(subject: string): string {
  const commonName = subject.split('\n').find((line) => line.startsWith('CN='));
  return commonName?.slice('CN='.length) ?? subject.replaceAll('\n', ', ');
}
