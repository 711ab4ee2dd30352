/** SHA-256 of our own: a page on a plain address has no `crypto.subtle`, and one call after another would be too slow with it. */
const K = roundConstants()

function roundConstants() {
  const found: number[] = []
  for (let n = 2; found.length < 64; n++) {
    let prime = true
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false
    if (prime) found.push(Math.floor((Math.cbrt(n) % 1) * 2 ** 32))
  }
  return Int32Array.from(found)
}

const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19] as const

const words = new Int32Array(64)
const state = new Int32Array(8)

const turned = (word: number, by: number) => (word >>> by) | (word << (32 - by))
const at = (from: Int32Array, index: number) => from[index] as number

function compress(block: DataView, offset: number) {
  for (let i = 0; i < 16; i++) words[i] = block.getInt32(offset + i * 4)
  for (let i = 16; i < 64; i++) {
    const early = at(words, i - 15)
    const late = at(words, i - 2)
    words[i] =
      at(words, i - 16) +
      (turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)) +
      at(words, i - 7) +
      (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10))
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + at(K, i) + at(words, i)) | 0
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  const next = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = at(state, i) + (next[i] as number)
}

/** How many zero bits the hash of these plain letters and digits begins with; up to 32 are told apart. */
export function zeros(text: string): number {
  const blocks = Math.ceil((text.length + 9) / 64)
  const bytes = new Uint8Array(blocks * 64)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  bytes[text.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(bytes.length - 4, text.length * 8)
  state.set(START)
  for (let block = 0; block < blocks; block++) compress(view, block * 64)
  return Math.clz32(at(state, 0))
}

/** The first proof among `count` tries, or undefined. */
export function solve(puzzle: string, bits: number, from: number, count: number): string | undefined {
  for (let nonce = from; nonce < from + count; nonce++) {
    const proof = `${puzzle}:${nonce}`
    if (zeros(proof) >= bits) return proof
  }
  return undefined
}
