/** The end of `npm start`: what to open, and with which logins. */

/**
 * @param {Record<string, any>} instance  the contents of instance.json
 * @param {string} dataDir
 * @returns {string}
 */
export function whatToOpen(instance, dataDir) {
  const at = (path) => `${instance.publicUrl}${path}`;
  const rows = [
    ['Station', at('/station/')],
    ...(instance.station ? [['', inWords(instance.station)]] : []),
    ['Console', at('/console/')],
    ...(instance.trackingUrls ?? []).map((url, index) => [
      index === 0 ? 'Tracking' : '',
      moved(url, instance),
    ]),
    ...(instance.disputeUrl ? [['Dispute', moved(instance.disputeUrl, instance)]] : []),
    ['API reference', at('/v1/docs')],
    ...(instance.logins ?? []).map((login, index) => [index === 0 ? 'Logins' : '', inWords(login)]),
    ['Keys and links', `${dataDir}/instance.json`],
    ['Logs', `${dataDir}/logs/`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return [
    '',
    'Akashi is ready.',
    '',
    ...rows.map(([name, text]) => `  ${name.padEnd(width)}${text}`),
    '',
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}

/** The demo's links were made at the address of that day; the port may be another one now. */
function moved(url, instance) {
  const { pathname, search, hash } = new URL(url, instance.publicUrl);
  return `${instance.publicUrl}${pathname}${search}${hash}`;
}

function inWords(login) {
  if (typeof login === 'string') return login;
  return Object.entries(login)
    .map(([name, value]) => `${inPlainWords(name)} ${value}`)
    .join(', ');
}

/** enrolmentCode → enrolment code */
function inPlainWords(name) {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
