/** Description, unit, an everyday net price in pesos, VAT rate, units per case. Brands are real, prices invented. */
export interface Product {
  readonly description: string;
  readonly unit: 'unidades' | 'kilogramos' | 'litros' | 'paquetes' | 'otras unidades' | 'docenas';
  readonly price: number;
  readonly rate: '21' | '10.5' | '0';
  readonly pack: number;
}

const table = (
  unit: Product['unit'],
  rate: Product['rate'],
  rows: readonly (readonly [string, number, number])[],
): Product[] => rows.map(([description, price, pack]) => ({ description, unit, price, rate, pack }));

export const GOODS: readonly Product[] = [
  ...table('unidades', '21', [
    ['Yerba Mate Playadito suave 1 kg', 3890, 10],
    ['Yerba Amanda con palo 500 g', 2105, 12],
    ['Galletitas Oreo 118 g', 1290, 36],
    ['9 de Oro clásico 200 g', 1150, 30],
    ['7up lima limón 2,25 l', 1780, 6],
    ['Coca-Cola retornable 2 l', 2200, 8],
    ['Coca Cola Zero 1,5 l', 1985, 6],
    ['Agua Villavicencio sin gas 1,5 l', 890, 6],
    ['Agua saborizada Levité pomelo 1,5 l', 1240, 6],
    ['Cerveza Quilmes clásica 1 l', 1920, 12],
    ['Cerveza Brahma lata 473 ml', 1105, 24],
    ['Cerveza Andes Origen roja 473 ml', 1340, 24],
    ['Vino Trapiche Malbec 750 ml', 4890, 6],
    ['Elementos Malbec 750 ml', 5230, 6],
    ['Fernet Branca 750 ml', 9870, 6],
    ['Alfajor Jorgito negro x 24', 11890, 1],
    ['Alfajor Guaymallén blanco 38 g x 40', 9840, 1],
    ['Chicle Beldent menta 10 g x 20', 7650, 1],
    ['Caramelos Sugus masticables 700 g', 5430, 10],
    ['Chocolate Águila 150 g', 3320, 12],
    ['Chupetín Pico Dulce x 48 u.', 6890, 1],
    ['Papas fritas Lays clásicas 150 g', 2690, 14],
    ['Maní salado Krachitos 100X120', 1180, 20],
    ['Jabón en polvo Ala 800 g', 2890, 10],
    ['Lavandina Ayudín clásica 1 l', 980, 12],
    ['Detergente Magistral limón 500 ml', 2110, 12],
    ['Papel higiénico Elite 4 x 30 m', 2450, 12],
    ['Rollo de cocina Sussex x 3', 1980, 10],
    ['Bolsas residuo 45x60 x 30', 890, 25],
    ['Bolsa camiseta 40X50 X 100', 2340, 50],
    ['Champú Sedal Keratina 340 ml', 2760, 12],
    ['Desodorante Rexona 150 ml', 2480, 12],
    ['Pañales Pampers G x 40', 13890, 4],
    ['Toallitas Siempre Libre x 8', 1340, 24],
    ['Pilas Duracell AA x 4', 4390, 12],
    ['Encendedor Bic maxi x 25', 21890, 1],
    ['Fósforos 3 Patitos x 10', 1290, 20],
    ['Vaso descartable 180 cc x 100', 3210, 25],
    ['Mayonesa Hellmanns 475 g', 2380, 12],
    ['Kétchup Natura 250 g', 1090, 24],
    ['Puré de tomate Arcor 520 g', 980, 12],
    ['Atún La Campagnola al natural 170 g', 2560, 24],
    ['Arvejas Inalpa 300 g', 720, 24],
    ['Dulce de leche La Serenísima 400 g', 2680, 12],
    ['Mermelada BC durazno 390 g', 2290, 12],
    ['Café La Virginia 500 g', 8790, 12],
    ['Café Dolca suave 170 g', 7650, 12],
    ['Té Green Hills saquitos x 50', 1640, 12],
    ['Cacao Nesquik 360 g', 3290, 12],
    ['Sal fina Celusal 500 g', 690, 20],
    ['Azúcar Ledesma 1 kg', 1190, 10],
    ['Aceite Natura girasol 900 ml', 2190, 15],
    ['Aceite Cañuelas mezcla 1,5 L PET', 3690, 12],
    ['Gelatina Royal frutilla 25 g 8X12', 590, 96],
    ['Edulcorante Hileret 200 ml', 1890, 12],
    ['Esponja Mortimer x 3', 1080, 20],
    ['Cepillo dental Colgate 360 x 2', 3120, 12],
    ['Crema dental Colgate Total 12 90 g', 2340, 12],
    ['Palmitos Cuisine & Co 800 g', 4790, 12],
    ['Cigarrillos Philip Morris box 20', 3100, 10],
    ['Tabaco Golden Virginia 50 g', 9800, 5],
    ['Energizante Monster 473 ml', 2190, 24],
    ['Jugo Tang naranja 18 g x 20', 6230, 1],
    ['Pan dulce Marcolla 400 g', 3140, 12],
    ['Turrón Arcor 25 g x 50', 9100, 1],
    ['Hielo en rolito bolsa 4 kg', 1290, 10],
  ]),
  ...table('unidades', '10.5', [
    ['Harina 0000 Cañuelas 1 kg', 890, 10],
    ['Harina leudante Blancaflor 1 kg', 1340, 10],
    ['Pan lactal Bimbo blanco 460 g', 2390, 6],
    ['Arroz Gallo Oro 1 kg', 2190, 10],
    ['Fideos Matarazzo tallarín 500 g', 1190, 20],
    ['Leche La Serenísima entera 1 l', 1390, 12],
    ['Leche en polvo Nido 800 g', 9870, 12],
    ['Huevos blancos N° 2 maple x 30', 5490, 12],
    ['Polenta Prestopronta 500 g', 1090, 12],
    ['Salchichas Paladini x 6', 1290, 20],
    ['Salchichas Vienissima x 12', 2290, 20],
    ['Hamburguesas Paty x 4 320 g', 4890, 18],
  ]),
  ...table('kilogramos', '10.5', [
    ['Queso cremoso Punta del Agua', 6790, 1],
    ['Queso barra La Paulina', 8490, 1],
    ['Jamón cocido Paladini', 9870, 1],
    ['Salame Milán 226', 11230, 1],
    ['Banana Ecuador cajón', 1490, 20],
    ['Tomate redondo', 1690, 18],
    ['Papa negra bolsa 20', 690, 20],
    ['Mortadela Bocha', 5120, 1],
    ['Pechuga de pollo s/hueso', 6340, 1],
  ]),
  ...table('paquetes', '21', [
    ['Surtido Bagley 400 g', 2190, 20],
    ['Criollitas Bagley 3 x 100 g', 1390, 24],
    ['Servilletas Elite 20 x 20', 980, 24],
  ]),
  ...table('litros', '21', [
    ['Suavizante a granel Vívere', 890, 20],
    ['Lavandina concentrada 55 g/l a granel', 540, 20],
  ]),
  ...table('docenas', '10.5', [
    ['Facturas surtidas', 4900, 1],
    ['Medialunas de manteca 12 u.', 5600, 1],
  ]),
  ...table('otras unidades', '21', [
    ['Display cigarreras surtidas 2X6', 15400, 1],
    ['Pack promo verano 2024', 8900, 1],
  ]),
  ...table('unidades', '0', [
    ['Revista Pasatiempos 145', 2900, 1],
    ['Leche entera fluida sachet 1 l', 1180, 12],
  ]),
];

export const SERVICES: readonly Product[] = table('unidades', '21', [
  ['Flete zona sur', 8500, 1],
  ['Servicio de logística y entrega', 12500, 1],
  ['Envío a domicilio', 4500, 1],
  ['Gastos administrativos', 2100, 1],
  ['Seña envases retornables', 9600, 1],
]);

export const MONEY_ONLY: readonly Product[] = table('unidades', '21', [
  ['Intereses por pago fuera de término', 38900, 1],
  ['Diferencia de precio s/ fact. 0003-00012345', 21340, 1],
  ['Gastos bancarios cheque rechazado 00451278', 18760, 1],
]);

export const CLOTHES: readonly Product[] = table('unidades', '21', [
  ['Remera lisa algodón 24/1', 8900, 6],
  ['Jean recto hombre 5 bolsillos', 24900, 4],
  ['Media soquete pack 3', 3900, 12],
  ['Buzo friza canguro', 19800, 4],
  ['Zapatilla urbana 360', 38900, 6],
  ['Bombacha sin costura art. 1250', 3100, 12],
  ['Campera puffer 2 en 1', 52900, 2],
  ['Pantalón cargo niño', 16700, 6],
]);

export const TOOLS: readonly Product[] = table('unidades', '21', [
  ['Taladro percutor 13 mm 710 W', 94, 1],
  ['Cinta aisladora 20 m x 10', 7, 10],
  ['Lámpara LED 9 W fría E27', 2, 100],
  ['Zapatilla 5 tomas 1,5 m', 6, 20],
  ['Auricular in ear 3,5 mm', 4, 50],
  ['Cable USB-C 1 m 2.4 A', 3, 100],
  ['Parlante portátil 10 W', 18, 10],
  ['Mouse óptico 1200 DPI', 5, 40],
  ['Pava eléctrica 1,7 l', 21, 6],
  ['Balanza digital 40 kg', 33, 4],
]);

export const FUELS: readonly Product[] = [
  ...table('litros', '21', [
    ['Infinia Diesel', 1390, 1],
    ['Nafta súper 95', 1180, 1],
    ['GNC x m3', 590, 1],
    ['Gas oil grado 2', 1210, 1],
  ]),
  ...table('unidades', '21', [['Lubricante 15W40 4 l', 28900, 1]]),
];
