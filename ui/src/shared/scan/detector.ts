import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

type Detector = { detect: (image: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
type Native = { new (): Detector; getSupportedFormats: () => Promise<string[]> }

/** The browser's own reader where it has one that knows QR codes; otherwise ours, which comes from this server and is kept for when there is no net. */
export async function detector(): Promise<Detector> {
  const native = (globalThis as { BarcodeDetector?: Native }).BarcodeDetector
  const formats = (await native?.getSupportedFormats().catch(() => [])) ?? []
  if (native && formats.includes('qr_code')) return new native()
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true })
  return new BarcodeDetector()
}
