import type { Picture } from './picture/decode.ts';
import {
  drawFlatPage,
  type FlatPage,
  isSideways,
  planFlatPage,
  quarterTurnedPage,
  turnedPage,
} from './picture/flatten.ts';
import { projectQuad, scaling, type TiltedBox } from './picture/geometry.ts';
import { evenLight, type Light, lightOn } from './picture/light.ts';
import { findOutlines, type Outline } from './picture/outline.ts';
import { type Grey, shrinkTo, turnedOver } from './picture/raster.ts';
import { meanConfidence } from './ppocr/ctc.ts';
import { detectText } from './ppocr/detection.ts';
import { upsideDownShare } from './ppocr/orientation.ts';
import { readStrips, takeStrip } from './ppocr/recognition.ts';
import type { PpOcr } from './ppocr/sessions.ts';

/** A page flattened and the right way up, with its lines of text found. */
interface UprightPage {
  readonly page: FlatPage;
  /** As photographed, for judging the photograph. */
  readonly raw: Grey;
  /** Under even light, for reading and showing. */
  readonly flat: Grey;
  readonly light: Light;
  /** Lines of text in page pixels. */
  readonly texts: readonly TiltedBox[];
}

/** The first look only asks where text is and how it runs. */
const SURVEY_SIDE = 736;
/** The look that finds the lines to read. */
const DETECTION_SIDE = 1440;
/** Lines that vote on which way is up. */
const VOTERS = 12;
/** The direction network's mean answer above which the letters themselves are asked. */
const SUSPICION = 0.35;

/** Finds the sheet, flattens it and turns it upright; without a sheet (a scan) only the slope is taken out. */
export async function uprightPage(engine: PpOcr, { grey, small }: Picture): Promise<UprightPage> {
  const outlines = findOutlines(small);
  const surveyed = await detectAt(engine, grey, SURVEY_SIDE);
  const page = planFlatPage(
    grey,
    outlines.map((outline) => enlarged(outline, grey.width / small.width)),
    surveyed,
  );
  const seen = await lookAt(engine, grey, page);
  // Small print seen from afar may run together across its lines: the closer look corrects the first one.
  const upright = isSideways(seen.texts) ? await lookAt(engine, grey, quarterTurnedPage(page)) : seen;
  return (await isUpsideDown(engine, grey, upright)) ? turned(upright) : upright;
}

async function lookAt(engine: PpOcr, picture: Grey, page: FlatPage): Promise<UprightPage> {
  const raw = drawFlatPage(picture, page);
  const light = lightOn(raw);
  const flat = evenLight(raw, light);
  return { page, raw, flat, light, texts: await detectAt(engine, flat, DETECTION_SIDE) };
}

const enlarged = ({ quad, misfit }: Outline, factor: number): Outline => ({
  quad: projectQuad(scaling(factor), quad),
  misfit,
});

async function detectAt(engine: PpOcr, picture: Grey, longSide: number): Promise<TiltedBox[]> {
  const seen = shrinkTo(picture, longSide);
  const factor = picture.width / seen.width;
  const boxes = await detectText(engine, seen);
  return boxes.map((box) => ({
    x: box.x * factor,
    y: box.y * factor,
    width: box.width * factor,
    height: box.height * factor,
    angle: box.angle,
  }));
}

/** A quick vote of the direction network; only when it doubts, the lines are read both ways and the surer way wins. */
async function isUpsideDown(
  engine: PpOcr,
  picture: Grey,
  { page, light, texts }: UprightPage,
): Promise<boolean> {
  const voters = texts
    .filter(({ width, height }) => width > 2.5 * height)
    .sort((one, other) => other.width - one.width)
    .slice(0, VOTERS);
  const lens = { picture, page, light };
  const upright = voters.map((box) => takeStrip(lens, box));
  if ((await upsideDownShare(engine, upright)) < SUSPICION) return false;
  const turnedStrips = voters.map((box) => takeStrip(lens, { ...box, angle: box.angle + Math.PI }));
  const sureness = async (strips: typeof upright): Promise<number> => {
    const read = await readStrips(engine, strips);
    return read.reduce((total, { posterior }) => total + meanConfidence(posterior), 0);
  };
  return (await sureness(turnedStrips)) > (await sureness(upright));
}

function turned({ page, raw, texts }: UprightPage): UprightPage {
  const over = turnedOver(raw);
  const light = lightOn(over);
  return {
    page: turnedPage(page),
    raw: over,
    flat: evenLight(over, light),
    light,
    texts: texts.map((box) => ({ ...box, x: page.width - box.x, y: page.height - box.y })),
  };
}
