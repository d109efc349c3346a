/** A demo shop's suppliers with what each brings. Sizes and names as they stand on Argentine shelves; no real prices. */
export interface DemoLine {
  readonly name: string;
  readonly category: string;
  readonly pack: number;
  /** Pesos per unit. */
  readonly cost: number;
  /** Units a usual day. */
  readonly daily: number;
  /** How much heat (summer against winter) moves it: 0 not at all, 0.5 half as much again, negative: sold in the cold. */
  readonly heat: number;
}

interface DemoSupplier {
  readonly name: string;
  readonly cuit: string;
  /** 0 Monday … 6 Sunday. */
  readonly deliversOn: number;
  readonly lines: readonly DemoLine[];
}

interface Family {
  readonly category: string;
  readonly pack: number;
  readonly cost: number;
  readonly daily: number;
  readonly heat?: number;
  /** Brands (or kinds) × variants. */
  readonly brands: readonly string[];
  readonly variants: readonly string[];
}

/** The first brand and variant sell most; the rest less and less, as on any shelf. */
const lines = (families: readonly Family[]): DemoLine[] =>
  families.flatMap(({ category, pack, cost, daily, heat = 0, brands, variants }) =>
    brands.flatMap((brand, i) =>
      variants.map((variant, j) => ({
        name: `${brand} ${variant}`,
        category,
        pack,
        cost: Math.round(cost * (1 + 0.12 * j - 0.07 * i)),
        daily: Math.round((100 * daily) / (1 + 0.8 * i + 0.6 * j)) / 100,
        heat,
      })),
    ),
  );

const supplier = (
  name: string,
  cuit: string,
  deliversOn: number,
  families: readonly Family[],
): DemoSupplier => ({
  name,
  cuit,
  deliversOn,
  lines: lines(families),
});

export const DEMO_SUPPLIERS: readonly DemoSupplier[] = [
  supplier('Distribuidora El Ombú', '30710000103', 0, [
    {
      category: 'Almacén',
      pack: 10,
      cost: 3900,
      daily: 7,
      heat: -0.1,
      brands: ['Yerba Playadito', 'Yerba Taragüí', 'Yerba Amanda', 'Yerba Rosamonte'],
      variants: ['1 kg', '500 g'],
    },
    {
      category: 'Almacén',
      pack: 10,
      cost: 1200,
      daily: 6,
      brands: ['Azúcar Ledesma', 'Azúcar Chango'],
      variants: ['1 kg'],
    },
    {
      category: 'Almacén',
      pack: 10,
      cost: 980,
      daily: 5,
      brands: ['Harina Cañuelas', 'Harina Pureza'],
      variants: ['0000 1 kg', '000 1 kg', 'leudante 1 kg'],
    },
  ]),
  supplier('Mayorista La Posta', '30710000170', 1, [
    {
      category: 'Almacén',
      pack: 20,
      cost: 1500,
      daily: 5,
      brands: ['Fideos Matarazzo', 'Fideos Lucchetti', 'Fideos Don Vicente'],
      variants: ['tallarín 500 g', 'mostachol 500 g', 'tirabuzón 500 g'],
    },
    {
      category: 'Almacén',
      pack: 12,
      cost: 2600,
      daily: 3,
      brands: ['Arroz Gallo', 'Arroz Molinos Ala'],
      variants: ['largo fino 1 kg', 'parboil 1 kg'],
    },
    {
      category: 'Almacén',
      pack: 12,
      cost: 900,
      daily: 6,
      brands: ['Puré de tomate Arcor', 'Puré de tomate La Campagnola'],
      variants: ['520 g', '210 g'],
    },
  ]),
  supplier('Lácteos Don Julio', '30710000243', 2, [
    {
      category: 'Lácteos y frescos',
      pack: 12,
      cost: 1400,
      daily: 22,
      brands: ['Leche La Serenísima', 'Leche Sancor', 'Leche Ilolay'],
      variants: ['entera 1 l', 'descremada 1 l'],
    },
    {
      category: 'Lácteos y frescos',
      pack: 12,
      cost: 1100,
      daily: 8,
      brands: ['Yogur Ser', 'Yogur Yogurísimo'],
      variants: ['frutilla 190 g', 'vainilla 190 g', 'durazno 190 g'],
    },
    {
      category: 'Lácteos y frescos',
      pack: 12,
      cost: 2400,
      daily: 4,
      brands: ['Dulce de leche La Serenísima', 'Dulce de leche Milkaut'],
      variants: ['400 g', '1 kg'],
    },
    {
      category: 'Lácteos y frescos',
      pack: 10,
      cost: 2300,
      daily: 5,
      brands: ['Manteca La Paulina', 'Manteca Tonadita'],
      variants: ['200 g', '100 g'],
    },
  ]),
  supplier('Bebidas del Plata', '30710000316', 3, [
    {
      category: 'Bebidas',
      pack: 6,
      cost: 2900,
      daily: 14,
      heat: 0.6,
      brands: ['Coca-Cola', 'Sprite', 'Fanta'],
      variants: ['2,25 l', '1,5 l', '500 ml'],
    },
    {
      category: 'Bebidas',
      pack: 6,
      cost: 1250,
      daily: 9,
      heat: 0.7,
      brands: ['Agua Villavicencio', 'Agua Glaciar'],
      variants: ['1,5 l', '500 ml', '2 l con gas'],
    },
    {
      category: 'Bebidas',
      pack: 6,
      cost: 1700,
      daily: 5,
      heat: 0.5,
      brands: ['Jugo Cepita', 'Jugo Baggio'],
      variants: ['naranja 1 l', 'manzana 1 l', 'multifruta 1 l'],
    },
  ]),
  supplier('Cervecería y Vinos Andes', '30710000383', 3, [
    {
      category: 'Bebidas con alcohol',
      pack: 24,
      cost: 1550,
      daily: 12,
      heat: 0.8,
      brands: ['Cerveza Quilmes', 'Cerveza Brahma', 'Cerveza Andes', 'Cerveza Schneider'],
      variants: ['lata 473 ml', 'botella 1 l'],
    },
    {
      category: 'Bebidas con alcohol',
      pack: 6,
      cost: 4300,
      daily: 2,
      heat: -0.1,
      brands: ['Vino Elementos', 'Vino Toro', 'Vino Uvita'],
      variants: ['Malbec 750 ml', 'Cabernet 750 ml', 'blanco 750 ml'],
    },
    {
      category: 'Bebidas con alcohol',
      pack: 6,
      cost: 9800,
      daily: 1.6,
      heat: 0.3,
      brands: ['Fernet Branca', 'Fernet 1882'],
      variants: ['750 ml', '450 ml'],
    },
  ]),
  supplier('Golosinas Cañada', '30710000456', 1, [
    {
      category: 'Galletitas y golosinas',
      pack: 24,
      cost: 650,
      daily: 15,
      brands: ['Alfajor Jorgito', 'Alfajor Guaymallén', 'Alfajor Fantoche'],
      variants: ['triple', 'simple', 'blanco'],
    },
    {
      category: 'Galletitas y golosinas',
      pack: 24,
      cost: 1500,
      daily: 6,
      brands: ['Galletitas Oreo', 'Galletitas Pepitos', 'Galletitas Rumba'],
      variants: ['118 g', '354 g'],
    },
    {
      category: 'Galletitas y golosinas',
      pack: 12,
      cost: 1900,
      daily: 3,
      heat: -0.3,
      brands: ['Chocolate Águila', 'Chocolate Milka'],
      variants: ['con leche 100 g', 'almendras 100 g'],
    },
    {
      category: 'Galletitas y golosinas',
      pack: 30,
      cost: 300,
      daily: 9,
      brands: ['Chicle Beldent', 'Caramelos Sugus', 'Pastillas DRF'],
      variants: ['menta', 'frutal'],
    },
  ]),
  supplier('Fiambres y Quesos Tandil', '30710000596', 4, [
    {
      category: 'Lácteos y frescos',
      pack: 12,
      cost: 1900,
      daily: 5,
      brands: ['Salchichas Paladini', 'Salchichas Vienissima'],
      variants: ['x 6', 'x 12'],
    },
    {
      category: 'Lácteos y frescos',
      pack: 6,
      cost: 3600,
      daily: 3,
      brands: ['Jamón cocido Paladini', 'Queso de máquina La Paulina', 'Salame Cagnoli'],
      variants: ['feteado 150 g', 'feteado 300 g'],
    },
    {
      category: 'Lácteos y frescos',
      pack: 8,
      cost: 2800,
      daily: 2.5,
      brands: ['Queso rallado La Serenísima', 'Queso untable Casancrem'],
      variants: ['chico', 'grande'],
    },
  ]),
  supplier('Limpieza Total', '30710000731', 0, [
    {
      category: 'Limpieza',
      pack: 12,
      cost: 2300,
      daily: 2.5,
      brands: ['Detergente Magistral', 'Detergente Ala'],
      variants: ['limón 500 ml', 'marina 750 ml'],
    },
    {
      category: 'Limpieza',
      pack: 12,
      cost: 1350,
      daily: 3.5,
      brands: ['Lavandina Ayudín', 'Lavandina Querubín'],
      variants: ['1 l', '2 l'],
    },
    {
      category: 'Limpieza',
      pack: 12,
      cost: 3200,
      daily: 2,
      brands: ['Jabón en polvo Skip', 'Jabón en polvo Ariel'],
      variants: ['800 g', '3 kg'],
    },
    {
      category: 'Limpieza',
      pack: 12,
      cost: 2400,
      daily: 4,
      brands: ['Papel higiénico Elite', 'Papel higiénico Higienol'],
      variants: ['x 4', 'x 6'],
    },
    {
      category: 'Limpieza',
      pack: 12,
      cost: 1700,
      daily: 0.7,
      heat: 0.8,
      brands: ['Repelente Off', 'Insecticida Raid'],
      variants: ['aerosol', 'familiar'],
    },
  ]),
  supplier('Perfumería Norte', '30710000804', 2, [
    {
      category: 'Perfumería',
      pack: 12,
      cost: 3700,
      daily: 1.2,
      brands: ['Champú Sedal', 'Champú Pantene', 'Acondicionador Sedal'],
      variants: ['340 ml', '650 ml'],
    },
    {
      category: 'Perfumería',
      pack: 12,
      cost: 1900,
      daily: 1.8,
      brands: ['Pasta dental Colgate', 'Cepillo dental Colgate', 'Jabón Dove'],
      variants: ['clásico', 'x 3'],
    },
    {
      category: 'Perfumería',
      pack: 4,
      cost: 14900,
      daily: 0.8,
      brands: ['Pañales Pampers', 'Pañales Huggies'],
      variants: ['M x 40', 'G x 40', 'XG x 36'],
    },
    {
      category: 'Perfumería',
      pack: 6,
      cost: 6200,
      daily: 0.12,
      heat: 0.9,
      brands: ['Protector solar Dermaglós'],
      variants: ['FPS 30', 'FPS 50'],
    },
  ]),
  supplier('Panificados San Cayetano', '30710000871', 0, [
    {
      category: 'Panadería',
      pack: 8,
      cost: 2200,
      daily: 7,
      brands: ['Pan lactal Bimbo', 'Pan lactal Fargo'],
      variants: ['blanco', 'integral'],
    },
    {
      category: 'Panadería',
      pack: 10,
      cost: 1800,
      daily: 3,
      heat: 0.3,
      brands: ['Pan de hamburguesa Bimbo', 'Pan de pancho Fargo'],
      variants: ['x 4', 'x 6'],
    },
    {
      category: 'Panadería',
      pack: 12,
      cost: 1600,
      daily: 2.4,
      heat: -0.2,
      brands: ['Budín Valente', 'Magdalenas Bimbo'],
      variants: ['vainilla', 'chocolate'],
    },
  ]),
  supplier('Cigarrillos y Kiosco Sur', '30710000944', 4, [
    {
      category: 'Kiosco',
      pack: 10,
      cost: 2600,
      daily: 11,
      brands: ['Marlboro', 'Philip Morris', 'Lucky Strike'],
      variants: ['box 20', 'común 20', 'box 10'],
    },
    {
      category: 'Kiosco',
      pack: 20,
      cost: 900,
      daily: 1.2,
      brands: ['Encendedor Candela', 'Pilas Duracell'],
      variants: ['chico', 'x 2'],
    },
    {
      category: 'Kiosco',
      pack: 12,
      cost: 5200,
      daily: 0.06,
      brands: ['Termo Lumilagro', 'Lámpara LED'],
      variants: ['chica', 'grande'],
    },
  ]),
  supplier('Congelados Frío Sur', '30710001010', 5, [
    {
      category: 'Congelados',
      pack: 10,
      cost: 5200,
      daily: 2.2,
      brands: ['Hamburguesas Paty', 'Hamburguesas Swift'],
      variants: ['x 4', 'x 12'],
    },
    {
      category: 'Congelados',
      pack: 10,
      cost: 3900,
      daily: 1.4,
      brands: ['Papas McCain', 'Espinaca Granja del Sol'],
      variants: ['700 g', '1 kg'],
    },
    {
      category: 'Congelados',
      pack: 12,
      cost: 4100,
      daily: 2,
      heat: 1.2,
      brands: ['Helado Frigor', 'Helado Ice Cream'],
      variants: ['1 l', '3 l'],
    },
    {
      category: 'Congelados',
      pack: 12,
      cost: 1500,
      daily: 3,
      heat: 0.9,
      brands: ['Hielo Polar'],
      variants: ['2 kg', '4 kg'],
    },
  ]),
];
