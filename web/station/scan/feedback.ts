/** What a packer hears without looking up: one short high tone for yes, two low ones for stop. */
let audio: AudioContext | null = null;

function tone(context: AudioContext, hertz: number, from: number, seconds: number) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = hertz;
  gain.gain.value = 0.15;
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(context.currentTime + from);
  oscillator.stop(context.currentTime + from + seconds);
}

/** Sound and vibration for a scan's outcome; silent where the browser has not allowed sound yet. */
export function signal(outcome: 'ok' | 'stop'): void {
  try {
    audio ??= new AudioContext();
    if (audio.state === 'suspended') void audio.resume();
    if (outcome === 'ok') tone(audio, 1320, 0, 0.08);
    else [0, 0.22].forEach((from) => audio && tone(audio, 220, from, 0.16));
  } catch {
    audio = null;
  }
  navigator.vibrate?.(outcome === 'ok' ? 40 : [120, 80, 120]);
}
