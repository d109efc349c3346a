import { XMLParser } from 'fast-xml-parser';
import { err, ok, type Result } from '../platform/result.ts';
import { type ArcaProblem, passing } from './problem.ts';
import type { Answer } from './transport.ts';

/** An element's children by local name; text is a string, repeated elements an array. */
export interface Element {
  readonly [name: string]: Node | undefined;
}
type Node = string | Element | readonly (string | Element)[];

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
});

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** `<name>value</name>` for each entry, in order; entries that are undefined are left out. */
export const elements = (values: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(values)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join('');

export const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

/** Parses XML without a document type; null for anything else, such as the HTML page of an overloaded server. */
export function parseXml(text: string): Element | null {
  if (!text.trimStart().startsWith('<') || /<!DOCTYPE|<html/i.test(text)) return null;
  try {
    return asElement(parser.parse(text));
  } catch {
    // Malformed XML is an expected answer of a server in trouble.
    return null;
  }
}

export const asElement = (node: Node | undefined): Element =>
  node !== undefined && typeof node === 'object' && !Array.isArray(node) ? (node as Element) : {};

/** The element at this path; an empty one where there is none. */
export const at = (root: Element, ...path: readonly string[]): Element =>
  path.reduce<Element>((element, name) => asElement(element[name]), root);

/** The element's text; null where it is missing, empty or holds other elements. */
export function textOf(element: Element, name: string): string | null {
  const node = element[name];
  return typeof node === 'string' && node !== '' ? node : null;
}

/** All children of this name, however many. */
export function each(element: Element, name: string): readonly Element[] {
  const node = element[name];
  if (node === undefined) return [];
  return (Array.isArray(node) ? node : [node]).map((one: Node) => asElement(one));
}

/** What a SOAP answer says: its body, or its fault. A page, a cut answer or another status is a passing problem. */
export function readSoap(
  answer: Answer,
): Result<
  { readonly body: Element } | { readonly fault: { readonly code: string; readonly text: string } },
  ArcaProblem
> {
  const xml = parseXml(answer.body);
  const body = xml === null ? null : at(xml, 'Envelope', 'Body');
  if (body === null || Object.keys(body).length === 0)
    return err(passing(answer.status === 200 ? 'not_xml' : `http_${answer.status}`));
  if (body.Fault !== undefined) {
    const fault = at(body, 'Fault');
    return ok({
      fault: { code: textOf(fault, 'faultcode') ?? 'fault', text: textOf(fault, 'faultstring') ?? '' },
    });
  }
  if (answer.status !== 200) return err(passing(`http_${answer.status}`));
  return ok({ body });
}
