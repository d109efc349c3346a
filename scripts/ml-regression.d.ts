/** The package ships no types; this is the part that the benchmark uses. */
declare module 'ml-regression' {
  export class SimpleLinearRegression {
    constructor(x: readonly number[], y: readonly number[]);
    predict(x: number): number;
  }
}
