import { createRequire } from 'node:module';

/** The one typeface of our pictures, from a package: a server may have no fonts at all, and text would vanish. */
export const FONT_FAMILY = 'Roboto';

const files = createRequire(import.meta.url);

export const FONT_FILES: readonly string[] = [
  files.resolve('@expo-google-fonts/roboto/700Bold/Roboto_700Bold.ttf'),
  files.resolve('@expo-google-fonts/roboto/500Medium/Roboto_500Medium.ttf'),
];
