// The manifests of a shipment are one chain: numbered from 1 without a gap, each naming the one before it, none named twice.

export interface ChainLinkRow {
  shipment_id: string;
  brand_id: string;
  n: number;
  sha256: Buffer;
  previous_sha256: Buffer | null;
}

export type ChainBreak = 'gap' | 'previous' | 'first';

/**
 * Where a chain isn't whole.
 * @param links of one shipment, by n
 */
export function chainBreaks(links: readonly ChainLinkRow[]): { link: ChainLinkRow; what: ChainBreak }[] {
  return links.flatMap((link, index) => {
    const what = breakAt(link, links[index - 1], index);
    return what ? [{ link, what }] : [];
  });
}

function breakAt(
  link: ChainLinkRow,
  before: ChainLinkRow | undefined,
  index: number,
): ChainBreak | undefined {
  if (link.n !== index + 1) return 'gap';
  if (!before) return link.previous_sha256 === null ? undefined : 'first';
  return link.previous_sha256?.equals(before.sha256) ? undefined : 'previous';
}
