import { hashEnrolmentCode, newEnrolmentCode } from './enrolment.code.js';

describe('an enrolment code', () => {
  it('is three groups of four without letters that look like digits', () => {
    expect(newEnrolmentCode()).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(newEnrolmentCode()).not.toBe(newEnrolmentCode());
  });

  it('is understood in any case, width and grouping, and with O for 0 and I for 1', () => {
    const stored = hashEnrolmentCode('7KQ0-M1XT-9HFD');
    expect(hashEnrolmentCode(' 7kqo mixt 9hfd ')).toEqual(stored);
    expect(hashEnrolmentCode('7KQ0M1XT9HFD')).toEqual(stored);
    expect(hashEnrolmentCode('7KQ0-M1XT-9HFE')).not.toEqual(stored);
  });
});
