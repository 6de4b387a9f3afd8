import type { CheckItemBody, StandardBody } from './standards.contract.js';

type Pair = readonly [ja: string, en: string];

function check(
  code: string,
  answeredBy: CheckItemBody['answeredBy'],
  appliesTo: string[],
  [ja, en]: Pair,
  customer?: Pair,
): CheckItemBody {
  const customerText = customer ? { ja: customer[0], en: customer[1] } : null;
  return { code, answeredBy, appliesTo, text: { ja, en }, customerText };
}

/**
 * The standards that a new brand starts with; it publishes its own versions over them. Values in braces in a customer's
 * sentence are filled in from what was recorded; a sentence whose values are unknown is not shown.
 */
export const DEFAULT_STANDARDS: readonly StandardBody[] = [
  {
    section: 'pick',
    title: { ja: 'ピッキング', en: 'Pick' },
    checks: [
      check(
        'PK1',
        'auto',
        [],
        ['棚番と商品が指示どおり', 'Shelf and item as instructed'],
        ['ご注文の商品を、バーコードで照合しました', 'Matched each item to your order by barcode'],
      ),
      check(
        'PK2',
        'auto',
        [],
        ['数量が指示どおり', 'Quantity as instructed'],
        ['数を照合しました', 'Matched the count'],
      ),
      check(
        'PK3',
        'auto',
        ['lot'],
        ['賞味期限が出荷日から60日以上先', 'Best-before at least 60 days after dispatch'],
        ['賞味期限が{bestBefore}のものをお選びしました', 'Chose stock best before {bestBefore}'],
      ),
      check('PK4', 'auto', ['set'], ['セットの構成品がそろっている', 'All parts of the set present']),
      check(
        'PK5',
        'press',
        [],
        ['外装に破れ・つぶれ・汚れがない', 'Outer pack not torn, crushed or stained'],
      ),
      check(
        'PK6',
        'press',
        ['chilled'],
        ['冷蔵品は最後に取り、15分以内に検品台へ', 'Chilled goods last, at the bench within 15 min'],
        ['冷蔵のまま検品台へ運びました', 'Kept chilled on the way to the bench'],
      ),
      check('PK7', 'command', [], ['足りないときは「欠品」を読み取る', 'Not enough: scan "short"']),
    ],
  },
  {
    section: 'inspect',
    title: { ja: '検品', en: 'Inspect' },
    checks: [
      check(
        'IN1',
        'auto',
        [],
        ['一品ずつ読み取り、注文と照合', 'Scan every piece against the order'],
        ['一品ずつ、もう一度照合しました', 'Checked every piece a second time'],
      ),
      check(
        'IN2',
        'press',
        ['fragile'],
        ['光に当てて一周見る(欠け・ひび・釉薬のむら)', 'Turn under the light: chips, cracks, glaze'],
        ['光にかざし、欠けやひびがないことを確かめました', 'Held to the light: no chips, no cracks'],
      ),
      check(
        'IN3',
        'press',
        ['teapot'],
        ['ふたの合い、注ぎ口、茶こしの有無', 'Lid fit, spout, strainer present'],
        ['ふたの合いと注ぎ口を確かめました', "Checked the lid's fit and the spout"],
      ),
      check(
        'IN4',
        'press',
        ['liquid'],
        ['キャップを締め直し、逆さで5秒 漏れなし', 'Retighten, upside down 5 s, no leak'],
        ['逆さにして、漏れがないことを確かめました', 'Turned upside down: no leak'],
      ),
      check(
        'IN5',
        'photo',
        ['engraving'],
        ['刻印を一文字ずつ照合', 'Compare the engraving letter by letter'],
        ['「{text}」の文字を一字ずつ確かめました', 'Checked "{text}" letter by letter'],
      ),
      check('IN6', 'auto', ['lot'], ['ロットと賞味期限を読み取る', 'Scan lot and best-before']),
      check(
        'IN7',
        'press',
        ['wooden_box'],
        ['木箱の割れ・ささくれ・紐の結び', 'Box: splits, splinters, cord'],
        ['木箱と紐の結びを確かめました', 'Checked the wooden box and its cord'],
      ),
      check(
        'IN8',
        'command',
        [],
        ['迷ったらNG。差し替えて最初から', 'In doubt: NG, swap, start again'],
        [
          '気になる点があったため、別の品とお取り替えしました',
          'Something was not quite right, so we exchanged it',
        ],
      ),
    ],
  },
  {
    section: 'pack',
    title: { ja: '梱包', en: 'Pack' },
    checks: [
      check(
        'PA1',
        'press',
        ['fragile'],
        ['一つずつ包み、振って音がしない', 'Wrap singly; shake, no sound'],
        ['一つずつ包み、箱の中で動かないことを確かめました', 'Wrapped one by one; nothing moves in the box'],
      ),
      check(
        'PA2',
        'photo',
        ['noshi'],
        ['表書き・水引・名入れ・内外を指示と照合', 'Title, cord, name, inner/outer as ordered'],
        ['のし(表書き「{omotegaki}」)をお掛けしました', 'Added the noshi "{omotegaki}"'],
      ),
      check(
        'PA3',
        'auto',
        ['inserts'],
        ['同梱物を読み取る(宛名のあるカードは名前も照合)', 'Scan inserts; named cards: compare the name'],
      ),
      check(
        'PA4',
        'press',
        ['gift'],
        ['金額のわかる書類が入っていない', 'Nothing with a price inside'],
        ['金額の入った書類はお入れしていません', 'Nothing showing a price is inside'],
      ),
      check(
        'PA5',
        'press',
        ['mourning'],
        ['お祝い・販促の同梱物が入っていない', 'No festive or promotional inserts'],
      ),
      check(
        'PA6',
        'press',
        ['chilled'],
        ['保冷剤2個、断熱袋の口を折る', 'Two ice packs, fold the liner'],
        ['保冷剤を添えました', 'Added ice packs'],
      ),
      check(
        'PA7',
        'photo',
        [],
        ['閉じる前に中身が全部見える写真', 'Still with all contents before closing'],
        ['箱を閉じる前の写真です', 'Just before we closed the box'],
      ),
      check(
        'PA8',
        'auto',
        [],
        ['テープの端を折り返して封緘', "Close; fold the tape's end"],
        ['はさみなしで開けられるように閉じました', 'Closed so that it opens without scissors'],
      ),
    ],
  },
  {
    section: 'ship',
    title: { ja: '出荷', en: 'Ship' },
    checks: [
      check(
        'SH1',
        'auto',
        [],
        ['送り状番号がこの注文のもの(違えば停止)', 'Waybill belongs to this order, else stop'],
        ['お届け先のラベルを照合しました', 'Matched the address label'],
      ),
      check(
        'SH2',
        'auto',
        [],
        ['配送会社・便種・時間帯が指示どおり', 'Carrier, service and window as ordered'],
      ),
      check(
        'SH3',
        'press',
        ['fragile', 'liquid'],
        ['ワレモノ・天地無用・航空不可の表示', 'Fragile, this way up, no-air marks'],
      ),
      check(
        'SH4',
        'auto',
        ['multi_box'],
        ['個口数(2個口の2)がそろっている', 'Box count complete (2 of 2)'],
        ['{n}個口がそろいました', 'All {n} boxes are together'],
      ),
      check(
        'SH5',
        'photo',
        ['fragile', 'high_value'],
        ['箱の外観(角・テープ)', 'Outside of the box: corners, tape'],
      ),
      check(
        'SH6',
        'press',
        ['chilled'],
        ['冷蔵庫で待機、引き渡し直前に出す', 'Wait in the fridge until pick-up'],
      ),
      check(
        'SH7',
        'auto',
        [],
        ['引き渡し時に読み取り、数を運転手と確認', 'Scan at hand-over, count with the driver'],
        ['{carrier}にお渡ししました({at})', 'Handed to {carrier} at {at}'],
      ),
    ],
  },
];
