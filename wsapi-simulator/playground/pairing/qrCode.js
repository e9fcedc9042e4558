// Draws a text as a QR code: version 9, level L, bytes, which holds every code of the service.

const SIZE = 53;
const MOST_BYTES = 230;
const BLOCKS = 2;
const DATA_PER_BLOCK = 116;
const CHECKS_PER_BLOCK = 30;
const ALIGNMENTS = [6, 26, 46];
/** Level L and mask 0, and version 9, with their checksums. */
const FORMAT = 0x77c4;
const VERSION = 0x09a99;

/** The side of the picture in modules, with the margin that the standard requires. */
export const SIDE = SIZE + 8;

/** The dark modules as the path of an SVG; `null` if the text is too long. */
export function path(text) {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MOST_BYTES) return null;
  const { modules, isFixed } = frame();
  fill(modules, isFixed, codewords(bytes));
  return modules.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + 4} ${y + 4}h1v1h-1z` : ''))).join('');
}

function codewords(bytes) {
  const data = [0x40 | (bytes.length >> 4)];
  [bytes.length, ...bytes, 0].reduce((before, byte) => (data.push(((before << 4) | (byte >> 4)) & 0xff), byte));
  for (let pad = 0xec; data.length < BLOCKS * DATA_PER_BLOCK; pad ^= 0xfd) data.push(pad);
  const blocks = Array.from({ length: BLOCKS }, (_, at) => data.slice(at * DATA_PER_BLOCK, (at + 1) * DATA_PER_BLOCK));
  return [...interleaved(blocks), ...interleaved(blocks.map(checks))];
}

const interleaved = (blocks) => blocks[0].flatMap((_, at) => blocks.map((block) => block[at]));

/** The product in the field of 256 elements. */
function times(one, other) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((other >> bit) & 1) * one);
  return product;
}

/** The coefficients of the polynomial that checks are the remainder of, without the first, which is 1. */
const GENERATOR = (() => {
  const found = Array(CHECKS_PER_BLOCK).fill(0);
  found[CHECKS_PER_BLOCK - 1] = 1;
  for (let count = 0, root = 1; count < CHECKS_PER_BLOCK; count++, root = times(root, 2)) {
    for (let at = 0; at < CHECKS_PER_BLOCK; at++) found[at] = times(found[at], root) ^ (found[at + 1] ?? 0);
  }
  return found;
})();

function checks(block) {
  const rest = Array(CHECKS_PER_BLOCK).fill(0);
  for (const byte of block) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    GENERATOR.forEach((coefficient, at) => { rest[at] ^= times(coefficient, factor); });
  }
  return rest;
}

/** The modules that do not depend on the text. */
function frame() {
  const grid = (value) => Array.from({ length: SIZE }, () => Array(SIZE).fill(value));
  const modules = grid(false);
  const isFixed = grid(false);
  const set = (x, y, isDark) => {
    if (!(x >= 0 && y >= 0 && x < SIZE && y < SIZE)) return;
    modules[y][x] = Boolean(isDark);
    isFixed[y][x] = true;
  };
  const rings = (x, y, reach, light) => {
    for (let down = -reach; down <= reach; down++) {
      for (let right = -reach; right <= reach; right++) {
        set(x + right, y + down, !light.includes(Math.max(Math.abs(right), Math.abs(down))));
      }
    }
  };
  for (let at = 0; at < SIZE; at++) [[6, at], [at, 6]].forEach(([x, y]) => set(x, y, at % 2 === 0));
  const last = ALIGNMENTS.at(-1);
  for (const x of ALIGNMENTS) for (const y of ALIGNMENTS) if (x + y > 12 && !(x + y === 6 + last && x !== y)) rings(x, y, 2, [1]);
  [[3, 3], [SIZE - 4, 3], [3, SIZE - 4]].forEach(([x, y]) => rings(x, y, 4, [2, 4]));
  for (let bit = 0; bit < 15; bit++) {
    const isDark = (FORMAT >> bit) & 1;
    set(bit < 8 ? 8 : bit === 8 ? 7 : 14 - bit, bit < 6 ? bit : bit < 8 ? bit + 1 : 8, isDark);
    set(bit < 8 ? SIZE - 1 - bit : 8, bit < 8 ? 8 : SIZE - 15 + bit, isDark);
  }
  set(8, SIZE - 8, true);
  for (let bit = 0; bit < 18; bit++) {
    const [near, far] = [Math.floor(bit / 3), SIZE - 11 + (bit % 3)];
    [[near, far], [far, near]].forEach(([x, y]) => set(x, y, (VERSION >> bit) & 1));
  }
  return { modules, isFixed };
}

/** Writes the bits in columns of two, up and down by turns, and masks them. */
function fill(modules, isFixed, bytes) {
  let bit = 0;
  for (let right = SIZE - 1, isUp = true; right > 0; right -= 2, isUp = !isUp) {
    if (right === 6) right = 5;
    for (let step = 0; step < SIZE; step++) {
      const y = isUp ? SIZE - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (isFixed[y][x]) continue;
        modules[y][x] = ((bytes[bit >> 3] >> (7 - (bit & 7))) & 1) !== Number((x + y) % 2 === 0);
        bit++;
      }
    }
  }
}
