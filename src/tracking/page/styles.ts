import { createHash } from 'node:crypto';
import { type BrandColours, NEUTRAL_COLOURS, type Palette, paletteOf } from '../brand-palette.js';

/** A page's stylesheet, inlined so that a phone on a train needs one round trip, with its hash for the CSP. */
export interface PageStyles {
  css: string;
  /** CSP source, `'sha256-…'`. */
  source: string;
}

const MAX_BRANDS = 500;
const kept = new Map<string, PageStyles>();

/** Styles in a brand's colours; made once for each set of colours. */
export function stylesFor(colours: Partial<BrandColours> = NEUTRAL_COLOURS): PageStyles {
  const key = `${colours.ink}${colours.paper}${colours.accent}${colours.seal}`;
  const known = kept.get(key);
  if (known) return known;
  const { light, dark } = paletteOf(colours);
  const css = `:root{${variables(light)}}@media(prefers-color-scheme:dark){:root{${variables(dark)}}}${RULES}`;
  const styles = { css, source: `'sha256-${createHash('sha256').update(css).digest('base64')}'` };
  // Brands are few; should somebody make thousands, the oldest set of colours is made again when it is next needed.
  if (kept.size >= MAX_BRANDS) kept.delete(kept.keys().next().value ?? '');
  kept.set(key, styles);
  return styles;
}

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

const SOURCE = `
*,::before,::after{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);line-height:1.75;font-size:1rem;font-family:var(--sans);
 --sans:"Hiragino Sans","Hiragino Kaku Gothic ProN","Noto Sans JP","Noto Sans CJK JP","Yu Gothic",system-ui,sans-serif;
 line-break:strict;overflow-wrap:anywhere}
:lang(en) body,body:lang(en){--sans:system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif;line-height:1.6;line-break:auto}
h1,h2,h3,.name,.mark{font-family:"Hiragino Mincho ProN","Yu Mincho","Noto Serif JP","Noto Serif CJK JP",Georgia,serif;font-weight:600}
:lang(en) h1,:lang(en) h2,:lang(en) h3,:lang(en) .name{font-family:Georgia,"Times New Roman","Noto Serif CJK JP",serif;font-weight:400}
h1,h2,h3,p,dl,dd,ol,ul,figure,fieldset{margin:0;padding:0;border:0}
h1,h2,h3{line-height:1.4;letter-spacing:.03em;text-wrap:balance;word-break:auto-phrase}
:lang(en) h1,:lang(en) h2,:lang(en) h3{letter-spacing:0}
p,li,figcaption{text-wrap:pretty;word-break:auto-phrase}
ol,ul{list-style:none}
a{color:var(--accent);text-underline-offset:.25em;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:4px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:1}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.wrap{max-width:36rem;margin:0 auto;padding-inline:1.25rem}
.top{display:flex;align-items:center;gap:.7rem;padding-block:1.1rem}
.mark{display:grid;place-items:center;flex:none;width:2.25rem;height:2.25rem;background:var(--seal);color:var(--onSeal);border-radius:.45rem;font-size:1.2rem;line-height:1}
.brand{flex:1;min-width:0;line-height:1.25}
.name{font-size:1.1rem;letter-spacing:.08em}
.second{display:block;font-size:.75rem;color:var(--soft);letter-spacing:.12em}
.lang{display:inline-block;padding:.7rem 0 .7rem .7rem;font-size:.875rem}
.hero{padding:1.4rem 0 2rem}
.gift{color:var(--seal);font-size:.95rem;margin-bottom:.4rem}
h1{font-size:clamp(1.65rem,7vw,2.1rem)}
.hero .say{margin-top:.7rem;font-size:1.0625rem}
.attention h1::before{content:"";display:block;width:2.5rem;height:3px;background:var(--seal);margin-bottom:.9rem}
.steps{display:grid;grid-template-columns:repeat(5,1fr);margin:1.9rem 0 1.6rem}
.steps li{position:relative;padding-top:1.5rem;text-align:center;font-size:.8125rem;color:var(--soft);line-height:1.4}
.steps li::before{content:"";position:absolute;top:.5rem;left:-50%;width:100%;height:2px;background:var(--line)}
.steps li:first-child::before{display:none}
.steps li::after{content:"";position:absolute;top:.1875rem;left:50%;width:.75rem;height:.75rem;margin-left:-.375rem;border-radius:50%;background:var(--paper);border:2px solid var(--line);z-index:1}
.steps .done::before,.steps .current::before{background:var(--accent)}
.steps .done::after{background:var(--accent);border-color:var(--accent)}
.steps .current{color:var(--ink);font-weight:600}
.steps .current::after{top:0;width:1.125rem;height:1.125rem;margin-left:-.5625rem;border:5px solid var(--accent);background:var(--paper)}
.plan{border-top:1px solid var(--line)}
.plan div{display:flex;justify-content:space-between;align-items:baseline;gap:1rem;padding:.65rem 0;border-bottom:1px solid var(--line)}
.plan dt{color:var(--soft);flex:none}
.plan dd{text-align:right;font-weight:600}
.plan .key dd{font-size:1.2rem;line-height:1.45}
.parcel{margin-top:1.4rem}
.parcel .of{color:var(--soft);font-size:.875rem}
.number{font-size:1.35rem;letter-spacing:.04em;font-variant-numeric:tabular-nums;font-weight:600;line-height:1.4}
.small{font-size:.875rem;color:var(--soft)}
.button{display:block;width:100%;min-height:3.25rem;padding:.8rem 1rem;border:1px solid var(--accent);border-radius:.75rem;background:var(--accent);color:var(--onAccent);font:inherit;font-weight:600;line-height:1.55;text-align:center;text-decoration:none;cursor:pointer}
.button.plain{background:transparent;color:var(--accent)}
.parcel .button{margin-top:.8rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.35rem 1.25rem;margin-bottom:1.1rem}
.card h2{font-size:1.25rem}
.card h2+p{margin-top:.3rem}
.film{padding:0;overflow:hidden}
.film div{padding:1.1rem 1.25rem 1.25rem}
video{display:block;width:100%;aspect-ratio:16/9;background:#14191a;object-fit:contain}
.swap{border-left:4px solid var(--seal)}
.swap p{margin-top:.5rem}
.swap .small{margin-top:.7rem}
.record ol{margin-top:1.3rem}
.record li.stage{position:relative;padding:0 0 1.6rem 1.6rem;border-left:2px solid var(--line);margin-left:.4rem}
.record li.stage:last-child{padding-bottom:.2rem;border-color:transparent}
.record li.stage::before{content:"";position:absolute;left:-.4375rem;top:.5rem;width:.75rem;height:.75rem;border-radius:50%;background:var(--accent)}
.stage h3{font-size:1.0625rem;display:flex;justify-content:space-between;align-items:baseline;gap:.8rem}
.stage time{flex:none;font-family:var(--sans);font-weight:400;font-size:.8125rem;color:var(--soft);letter-spacing:0;font-variant-numeric:tabular-nums}
.checks{margin-top:.5rem}
.checks li{position:relative;padding:.2rem 0 .2rem 1.6rem;line-height:1.65}
.checks li::before{content:"";position:absolute;left:.2rem;top:.72rem;width:.75rem;height:.4rem;border:solid var(--accent);border-width:0 0 2px 2px;transform:rotate(-45deg)}
.stills{display:grid;gap:1rem;margin-top:1rem}
.stills img{display:block;width:100%;height:auto;aspect-ratio:16/9;object-fit:cover;background:var(--tint);border-radius:.6rem}
figcaption{margin-top:.4rem;font-size:.9375rem;color:var(--soft)}
.rows{margin-top:.6rem}
.rows li{display:flex;justify-content:space-between;gap:1rem;padding:.6rem 0;border-top:1px solid var(--line)}
.rows li:first-child{border-top:0}
.rows li:last-child{padding-bottom:0}
.rows .end{flex:none;color:var(--soft);font-variant-numeric:tabular-nums}
.seal{display:flex;gap:1rem;padding:.4rem .2rem 1.6rem}
.seal svg{flex:none;width:2.75rem;height:2.75rem;color:var(--seal)}
.seal details{flex:1;min-width:0}
.seal summary{min-height:2.75rem;padding:.55rem 0;cursor:pointer}
.check:not(:empty){margin-top:.8rem}
.check p{margin-top:.7rem}
.check [data-state]{border-left:3px solid var(--line);padding-left:.9rem;margin-top:.9rem}
.check [data-state=good]{border-color:var(--accent)}
.check [data-state=bad]{border-color:var(--seal)}
.check [data-state] p:first-child{margin-top:0}
.button:disabled{opacity:.55;cursor:default}
.seal p{font-size:.9375rem}
code{font:inherit;font-variant-numeric:tabular-nums;letter-spacing:.06em}
.help .button{margin-top:1rem}
.note{background:var(--tint);border-radius:.75rem;padding:.9rem 1rem;margin-top:1rem}
footer{padding-block:.4rem 3rem;font-size:.9375rem}
footer>div{border-top:1px solid var(--line);padding-top:1.6rem}
footer h2{font-size:1rem}
footer a{display:inline-block;padding:.35rem 0}
footer .small{margin-top:1rem}
form{margin-top:1.6rem}
.field{margin-bottom:1.5rem}
label,legend{display:block;font-weight:600;margin-bottom:.3rem}
.hint{color:var(--soft);font-size:.9375rem;margin-bottom:.5rem}
input,select,textarea{width:100%;min-height:3.25rem;padding:.75rem .9rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:.6rem}
textarea{min-height:9rem;resize:vertical}
.wrong{color:var(--seal);font-weight:600;margin-top:.4rem}
[aria-invalid=true]{border:2px solid var(--seal)}
.summary{border:2px solid var(--seal);border-radius:.75rem;padding:.9rem 1.1rem;margin-top:1.2rem}
.summary ul{list-style:disc;padding-left:1.3rem}
.big{font-size:1.9rem;letter-spacing:.06em;font-variant-numeric:tabular-nums;font-weight:600;line-height:1.3}
.say+.say{margin-top:.5rem}
.back{display:inline-block;padding:.8rem 0}
@media(min-width:60rem){
 .wrap{max-width:68rem;padding-inline:2rem}
 .cols{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:4.5rem;align-items:start}
 .hero{position:sticky;top:0;padding-top:2.6rem}
 .rest{padding-top:2.6rem}
 .card{padding:1.75rem}
 .film{padding:0}
 .film div{padding:1.3rem 1.75rem 1.5rem}
 h1{font-size:2.4rem}
 .narrow{max-width:40rem}
}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{.button,.lang,video{display:none}}
`;

const RULES = SOURCE.replace(/\n\s*/g, '').trim();
