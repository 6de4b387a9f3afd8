import type { Section, Stage } from './shipments.contract.js';
import { whyNotStages } from './stages.rules.js';

const stage = (code: string, ...sections: Section[]): Stage => ({
  code,
  name: { ja: code, en: code },
  evidence: 'film',
  sections,
  handlingMinutes: 10,
});

describe('stages', () => {
  it('take every section once, in the order of the goods', () => {
    expect(
      whyNotStages([stage('pick', 'pick'), stage('pack', 'inspect', 'pack'), stage('ship', 'ship')]),
    ).toBeNull();
    expect(whyNotStages([stage('bench', 'pick', 'inspect', 'pack', 'ship')])).toBeNull();
  });

  it('say which section is missing, double or in the wrong place', () => {
    expect(whyNotStages([stage('pick', 'pick'), stage('pack', 'pack'), stage('ship', 'ship')])).toContain(
      'inspect',
    );
    expect(whyNotStages([stage('a', 'pick', 'inspect', 'pack', 'ship'), stage('b', 'ship')])).toContain(
      'one stage only',
    );
    expect(whyNotStages([stage('a', 'pick', 'pack'), stage('b', 'inspect', 'ship')])).toContain('order');
    expect(whyNotStages([stage('a', 'pick', 'inspect'), stage('a', 'pack', 'ship')])).toContain('"a"');
  });
});
