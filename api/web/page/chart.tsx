import { asDay, asNumber } from './format.ts';

export interface ForecastDay {
  readonly date: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const WIDTH = 600;
const HEIGHT = 180;
const LEFT = 40;
const BOTTOM = 26;
const TOP = 10;

/** Expected demand per day with its 80 % band. */
export function ForecastChart(props: { days: readonly ForecastDay[] }) {
  const { days } = props;
  const top = Math.max(1, ...days.map((one) => one.high));
  const x = (i: number): number => LEFT + ((WIDTH - LEFT - 10) * i) / Math.max(1, days.length - 1);
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const line = (pick: (one: ForecastDay) => number): string[] =>
    days.map((one, i) => `${x(i).toFixed(1)},${y(pick(one)).toFixed(1)}`);
  const band = [...line((one) => one.high), ...line((one) => one.low).reverse()].join(' ');
  const total = days.slice(0, 7).reduce((sum, one) => sum + one.mean, 0);
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Demanda esperada: ${asNumber(total)} en los próximos 7 días`}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line class="grid" x1={LEFT} x2={WIDTH - 10} y1={y(top * share)} y2={y(top * share)} />
            <text x={LEFT - 6} y={y(top * share) + 4} text-anchor="end">
              {asNumber(Math.round(top * share * 10) / 10)}
            </text>
          </g>
        ))}
        <polygon class="band" points={band} />
        <polyline class="mean" points={line((one) => one.mean).join(' ')} />
        {days.map((one, i) =>
          i % 7 === 0 ? (
            <text key={one.date} x={x(i)} y={HEIGHT - 8} text-anchor={i === 0 ? 'start' : 'middle'}>
              {asDay(one.date)}
            </text>
          ) : null,
        )}
      </svg>
      <figcaption>
        Se esperan {asNumber(Math.round(total * 10) / 10)} en los próximos 7 días abiertos. La franja es lo
        que pasa 8 de cada 10 veces.
      </figcaption>
    </figure>
  );
}
