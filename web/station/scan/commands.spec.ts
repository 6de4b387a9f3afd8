import { commandOf, COMMANDS, normalizeScan } from './commands.js';

it('understands every printed command, also in full width and small letters', () => {
  for (const [code, command] of Object.entries(COMMANDS)) expect(commandOf(code)).toBe(command);
  expect(commandOf('ＡＫＡＳＨＩ－ＯＫ')).toBe('ok');
  expect(commandOf(' akashi-done ')).toBe('done');
});

it('takes nothing else for a command', () => {
  for (const code of ['', 'OK', 'AKASHI', '2026010101016', 'AKASHI-OK-2']) expect(commandOf(code)).toBeNull();
});

it('reads full-width digits as digits', () => {
  expect(normalizeScan('２０２６０１０１０１０１６ ')).toBe('2026010101016');
});
