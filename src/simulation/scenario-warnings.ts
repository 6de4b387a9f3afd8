import type { ListedOrders, Scenario } from './simulation.contract.js';

export interface Warning {
  ja: string;
  en: string;
}

/** What in a scenario is probably not meant, in words, with what to do. */
export function scenarioWarnings(scenario: Scenario): Warning[] {
  const warnings = scenario.orders.kind === 'list' ? listWarnings(scenario, scenario.orders) : [];
  const share = scenario.carriers.reduce((sum, carrier) => sum + carrier.share, 0);
  if (scenario.orders.kind === 'generated' && share > 1.0001) warnings.push(SHARES);
  return warnings;
}

const SHARES = {
  ja: '運送会社の割合の合計が1を超えています。合計が1以下になるように直してください。',
  en: 'The carriers’ shares add up to more than 1: the last ones get fewer orders than stated. Lower the shares.',
};

function listWarnings(scenario: Scenario, { orders, vipRanks }: ListedOrders): Warning[] {
  const ranks = new Set(vipRanks);
  const late = orders.filter(
    ({ placedAt, shipBy }) => shipBy && Date.parse(shipBy) <= Date.parse(placedAt),
  ).length;
  const known = new Set(scenario.carriers.map(({ carrier }) => carrier));
  const strangers = new Set(
    orders.flatMap(({ carrier }) => (carrier && !known.has(carrier) ? [carrier] : [])),
  );
  return [
    ...(orders.some(({ rank }) => ranks.has(rank)) ? [] : [noVip(vipRanks)]),
    ...(late > 0 ? [lateWarning(late)] : []),
    ...(known.size > 0 && strangers.size > 0 ? [strangerWarning([...strangers])] : []),
  ];
}

function noVip(vipRanks: readonly string[]): Warning {
  const names = vipRanks.join(', ');
  return {
    ja: `VIPの注文がありません(VIPのランク: ${names})。ランクの名前を確かめてください。`,
    en: `No order is a VIP’s (VIP ranks: ${names}). Check the names of the ranks.`,
  };
}

function lateWarning(count: number): Warning {
  return {
    ja: `出荷期限が注文より前の注文が${count}件あります。遅れとして数えました。期限を確かめてください。`,
    en: `Orders with a ship-by before they were placed: ${count}. They count as late; check their ship-by.`,
  };
}

function strangerWarning(carriers: readonly string[]): Warning {
  const names = carriers.slice(0, 5).join(', ');
  return {
    ja: `集荷の予定がない運送会社があります: ${names}。集荷の時刻を加えてください。出荷期限があれば、それを使いました。`,
    en: `Carriers without a pickup: ${names}. Add their pickups; until then their orders’ own ship-by counts, if any.`,
  };
}
