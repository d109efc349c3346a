/** The id of a row as callback data carries it; a piece of the patterns that read buttons. */
export const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
