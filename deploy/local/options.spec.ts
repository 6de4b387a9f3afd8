import { HELP, parseOptions } from './options.mjs';

const where = { root: '/srv/akashi', from: '/home/aki' };

describe('the command line of npm start', () => {
  it('keeps data in .akashi of the clone, takes any port and plays the demo unless told otherwise', () => {
    expect(parseOptions([], where)).toEqual({
      help: false,
      port: undefined,
      dataDir: '/srv/akashi/.akashi',
      demo: true,
      reset: false,
      yes: false,
    });
  });

  it('takes values after a space or an equals sign, and folders relative to where it was typed', () => {
    expect(parseOptions(['--port', '3456', '--data-dir=my data', '--no-demo'], where)).toMatchObject({
      port: 3456,
      dataDir: '/home/aki/my data',
      demo: false,
    });
  });

  it.each([
    [['--prot', '1'], 'Unknown option --prot'],
    [['stray'], 'Unknown option stray'],
    [['--reset=no'], 'Unknown option --reset'],
    [['--port'], '--port needs a value'],
    [['--data-dir', '--reset'], '--data-dir needs a value'],
    [['--port', '70000'], 'not a port'],
    [['--port', '3e3'], 'not a port'],
  ])('refuses %j and says what is wrong', (args, message) => {
    expect(() => parseOptions(args, where)).toThrow(message);
  });

  it('explains every option that it knows', () => {
    for (const option of ['--port', '--data-dir', '--no-demo', '--reset', '--yes', '--help']) {
      expect(HELP).toContain(`${option} `);
    }
  });
});
