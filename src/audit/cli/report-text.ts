import { AUDIT_CODES } from '../audit.codes.js';
import type { AuditFinding } from '../audit.check.js';
import type { AuditReport } from '../auditor.js';

/** The report for people: each finding with what it means, in the end how many there are. */
export function reportText(report: AuditReport, lang: 'ja' | 'en'): string {
  const lines = report.findings.map((finding) => findingText(finding, lang));
  const looked = Object.entries(report.checked)
    .map(([check, count]) => `${check} ${count}`)
    .join(', ');
  const more = report.leftOff > 0 ? [`… and ${report.leftOff} more`] : [];
  const end =
    report.differences === 0 ? 'No differences.' : `${report.differences} differences. Nothing was changed.`;
  return [...lines, ...more, `Looked at: ${looked}`, end, ''].join('\n');
}

function findingText({ code, members, object, ...ids }: AuditFinding, lang: 'ja' | 'en'): string {
  const named = Object.entries(ids).flatMap(([name, id]) => (id === undefined ? [] : [`${name} ${id}`]));
  const where = object ? [`${object.bucket}/${object.key} ${object.versionId ?? ''}`.trim()] : [];
  const what = members ? [members.join(', ')] : [];
  return [
    `${code}: ${AUDIT_CODES[code][lang]}`,
    ...[...named, ...where, ...what].map((line) => `    ${line}`),
  ].join('\n');
}
