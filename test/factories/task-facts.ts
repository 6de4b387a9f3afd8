import type {
  CheckFacts,
  InstructionFacts,
  LineFacts,
  TaskFacts,
  WaybillFacts,
} from '../../src/inspections/task-facts.js';

/** Facts for pure rules: a claimed task of one tea at the default packing stage, with overrides. */
export function taskFacts(overrides: Partial<TaskFacts> = {}): TaskFacts {
  return {
    id: 'task',
    brandId: 'brand',
    warehouseId: 'warehouse',
    shipmentId: '01900000-0000-7000-8000-00000000000a',
    orderId: 'order',
    orderExternalId: 'SUMI-1001',
    brand: { code: 'sumihido', name: { ja: '澄日堂', en: 'SUMIHIDO' } },
    rank: { code: 'standard', name: { ja: 'はじまり会員', en: 'Hajimari' } },
    stage: stage(['inspect', 'pack']),
    state: 'claimed',
    attempt: 1,
    token: 1,
    due: '2026-12-01T00:00:00.000Z',
    shipBy: '2026-12-02T00:00:00.000Z',
    carrier: 'yamato',
    deliveryDate: null,
    deliveryWindow: null,
    recipientName: '三枝 和臣',
    gift: false,
    flags: [],
    parcelCount: 1,
    lines: [lineFacts()],
    checks: [],
    instructions: [],
    exceptions: [],
    waybills: [],
    clips: [],
    ...overrides,
  };
}

export function stage(sections: TaskFacts['stage']['sections']): TaskFacts['stage'] {
  const code = sections.join('_');
  return { code, name: { ja: code, en: code }, evidence: 'film', sections, position: 1, of: 1 };
}

export function lineFacts(overrides: Partial<LineFacts> = {}): LineFacts {
  return {
    id: 'line',
    sku: 'TEA-SEN-050',
    gtin: '2026010101016',
    name: { ja: '煎茶「朝凪」50g', en: 'Sencha "Asanagi" 50 g' },
    shelf: 'A-01-1',
    flags: [],
    engraving: null,
    quantity: 1,
    counted: 0,
    short: 0,
    ...overrides,
  };
}

export function checkFacts(code: string, overrides: Partial<CheckFacts> = {}): CheckFacts {
  const text = { ja: `${code}の項目`, en: `Text of ${code}` };
  return {
    id: code,
    code,
    section: 'pack',
    version: 1,
    answeredBy: 'press',
    appliesTo: [],
    text,
    answer: null,
    ...overrides,
  };
}

export function instructionFacts(kind: string, overrides: Partial<InstructionFacts> = {}): InstructionFacts {
  return { id: kind, kind, text: { ja: kind, en: kind }, answer: null, ...overrides };
}

export function waybillFacts(number: string, overrides: Partial<WaybillFacts> = {}): WaybillFacts {
  return {
    id: number,
    carrier: 'yamato',
    number,
    numberNormalized: number.replaceAll('-', ''),
    parcelNo: 1,
    issuedOn: '2026-12-01',
    source: 'issued',
    boundAt: null,
    handedOverAt: null,
    ...overrides,
  };
}
