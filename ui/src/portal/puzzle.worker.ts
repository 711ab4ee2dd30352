import { solve } from './puzzle'

addEventListener('message', ({ data }: MessageEvent<{ puzzle: string; bits: number }>) => {
  postMessage(solve(data.puzzle, data.bits, 0, Number.MAX_SAFE_INTEGER))
})
