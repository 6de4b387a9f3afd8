// What files are called inside a bundle. STORED FOR GOOD: verify.sh and VERIFY.md name them, and so do bundles that were
// handed out years ago. The table is in docs/evidence.md.

const EXTENSIONS: Readonly<Record<string, string>> = {
  'video/webm': 'webm',
  'video/mp4': 'mp4',
  'video/x-matroska': 'mkv',
  'video/quicktime': 'mov',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'text/vtt': 'vtt',
};

/** By the type that the station stated; a name only, nothing is believed because of it. */
export function extensionOf(contentType: string): string {
  const [type = ''] = contentType.split(';');
  return EXTENSIONS[type.trim().toLowerCase()] ?? 'bin';
}

/** What people see when they save it. */
export function bundleFileName(shipmentId: string): string {
  return `akashi-${shipmentId}.zip`;
}

export function originalPath(clipId: string, contentType: string): string {
  return `originals/${clipId}.${extensionOf(contentType)}`;
}

export function renditionPath(clipId: string, kind: string, contentType: string): string {
  return `renditions/${clipId}.${kind}.${extensionOf(contentType)}`;
}

/** The files of one signed document, by the digest of its bytes in hex. */
export function documentPaths(sha256: string, keyId: string) {
  const stem = `documents/${sha256}`;
  return {
    document: `${stem}.json`,
    signature: `${stem}.${keyId}.sig`,
    timeStamp: `${stem}.tsr`,
    proof: `${stem}.tlog-proof`,
  };
}

export function keyPath(keyId: string): string {
  return `keys/${keyId}.pem`;
}

/** A line of SHA256SUMS as `sha256sum --check` reads it: names of ours have neither line breaks nor backslashes. */
export function sumLine(sha256: string, path: string): string {
  return `${sha256}  ${path}\n`;
}
