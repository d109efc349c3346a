import type { Random } from '../random.ts';
import type { Party } from './truth.ts';

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** A CUIT whose check digit is right; companies 30, 33, 34, persons 20, 23, 27. */
function inventCuit(random: Random, kind: 'company' | 'person'): string {
  for (;;) {
    const prefix =
      kind === 'company' ? random.pick(['30', '30', '30', '33', '34']) : random.pick(['20', '27', '23']);
    const body = `${prefix}${random.int(50_000_000, 71_999_999)}`;
    const total = WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(body[index]), 0);
    const check = 11 - (total % 11);
    // 10 is given another prefix in real life; drawing again is simpler than following it.
    if (check !== 10) return `${body}${check === 11 ? 0 : check}`;
  }
}

const ISSUERS = [
  'DISTRIBUIDORA EL CEIBO S.R.L.',
  'GOLOSINAS LA CALESITA S.A.',
  'MAYORISTA TRES ESQUINAS S.A.',
  'ALMACENES DEL LITORAL S.A.S.',
  'LÁCTEOS VALLE HONDO S.A.',
  'BEBIDAS SIERRA CHICA S.R.L.',
  'FRIGORÍFICO PASO DEL INDIO S.A.',
  'COMERCIAL ÑIRE Y CÍA. S.R.L.',
  'PANIFICADORA SAN ROQUE S.H.',
  'LOGÍSTICA Y ALIMENTOS PAMPA S.A.',
  'CIGARRERÍA DEL PUERTO S.R.L.',
  'QUÍMICA LIMPIA SUR S.A.',
  'IMPORTADORA BAHÍA AZUL S.A.',
  'VIÑEDOS ALTA ROCA S.A.',
  'PAPELERA MONTE VERDE S.R.L.',
  'SNACKS DEL OESTE S.A.',
  'AVÍCOLA LOS HORNEROS S.R.L.',
  'REPARTOS MUÑIZ HERMANOS S.R.L.',
  'TEXTIL LA LANZADERA S.A.',
  'FERRETERÍA INDUSTRIAL EL YUNQUE S.A.',
  'ACEITES Y GRANOS CAÑUELAS NORTE S.A.',
  'HELADOS CUMBRE BLANCA S.A.',
];
const PERSONS = [
  'GÓMEZ PEÑA MARÍA LUJÁN',
  'RODRÍGUEZ, JUAN IGNACIO',
  'FERNÁNDEZ ACUÑA CARLOS',
  'BENÍTEZ SOFÍA BELÉN',
  'IBARRA NÚÑEZ, OSCAR RAÚL',
  'PAZ LUCIANO DAMIÁN',
  'MUÑOZ CLAUDIA ROXANA',
  'DI PAOLO, NÉSTOR FABIÁN',
  'QUISPE MAMANI ROSA',
  'LÓPEZ AGÜERO TOMÁS',
];
const SHOPS = [
  'AUTOSERVICIO LA ESTACIÓN S.R.L.',
  'KIOSCO Y ALMACÉN EL FARO S.A.S.',
  'MINIMERCADO LOS TILOS S.H.',
  'DESPENSA DOÑA ELVIRA S.R.L.',
  'MAXIKIOSCO 24 NORTE S.A.',
  'SUPER CHINO BUENA SUERTE S.R.L.',
];
const STREETS = [
  'Av. Rivadavia 4578',
  'Belgrano 77',
  'Calle 7 Nº 1423',
  'Ruta 9 Km 12,5',
  'San Martín 845',
  'Bv. Oroño 1320',
  'Güemes 2450 Piso 3 Dto. B',
  'Av. Mitre 10233',
  'Pje. Los Ceibos 15',
  '25 de Mayo 1810',
  'Av. Corrientes 3247',
  'Cno. Gral. Belgrano Km 10,5',
];
const CITIES = [
  'Ciudad Autónoma de Buenos Aires',
  'Rosario, Santa Fe',
  'Godoy Cruz, Mendoza',
  'Tandil, Buenos Aires',
  'Ciudadela',
  'La Plata',
  'Mar del Plata',
  'San Miguel de Tucumán',
  'Córdoba Capital',
  'Neuquén',
  'Junín (B)',
];

export function inventIssuer(random: Random, letter: string): Party & { readonly tradeName: string } {
  const person = letter === 'C' || random.chance(0.08);
  const name = person ? random.pick(PERSONS) : random.pick(ISSUERS);
  return {
    name,
    tradeName:
      person && random.chance(0.6) ? random.pick(['EL BUEN PRECIO', 'LA HUERTA', 'NUEVO SOL']) : name,
    cuit: inventCuit(random, person ? 'person' : 'company'),
    street: random.pick(STREETS),
    city: random.pick(CITIES),
    taxStatus: letter === 'C' ? 'Responsable Monotributo' : 'IVA Responsable Inscripto',
  };
}

export function inventRecipient(random: Random, letter: string): Party {
  const inscribed = letter === 'A' || letter === 'R' || random.chance(0.35);
  return {
    name: random.pick(SHOPS),
    cuit: inventCuit(random, random.chance(0.8) ? 'company' : 'person'),
    street: random.pick(STREETS),
    city: random.pick(CITIES),
    taxStatus: inscribed
      ? 'IVA Responsable Inscripto'
      : random.pick(['Consumidor Final', 'Responsable Monotributo', 'IVA Sujeto Exento']),
  };
}
