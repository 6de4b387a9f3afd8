/** Imported before anything that needs a newer Node. */
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Akashi needs Node 20.19 or newer; this is ${process.versions.node} (${process.execPath}).\n`,
  );
  process.exit(1);
}
if (process.platform === 'win32') {
  process.stderr.write('Akashi runs on Linux and macOS. On Windows, use the Windows Subsystem for Linux.\n');
  process.exit(1);
}
