export * from './catalog.ts';
export * from './documents.ts';
export * from './messaging.ts';
export * from './people.ts';
export * from './stock.ts';
