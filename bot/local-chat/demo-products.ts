/** What the demo shop already has on its shelves; several of the goods on the sample invoices are missing on purpose. */
export interface DemoProduct {
  readonly name: string;
  readonly category: string;
  /** Usual units per purchase pack. */
  readonly pack: string;
  /** Units on the shelf. */
  readonly units: string;
  /** Pesos per unit, before VAT. */
  readonly cost: string;
  /** Units a usual day. */
  readonly daily: number;
  readonly unit?: string;
  readonly vatRate?: string;
}

const row = (
  category: string,
  name: string,
  pack: string,
  units: string,
  cost: string,
  daily: number,
  more: { unit?: string; vatRate?: string } = {},
): DemoProduct => ({ category, name, pack, units, cost, daily, ...more });

export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  row('Almacén', 'Yerba Playadito 1 kg', '10', '18', '3890', 3.6),
  row('Almacén', 'Yerba Taragüí 500 g', '20', '24', '2150', 2.1),
  row('Almacén', 'Azúcar Ledesma 1 kg', '10', '31', '1180', 3.2, { vatRate: '10.5' }),
  row('Almacén', 'Harina 0000 Cañuelas 1 kg', '10', '22', '980', 1.9, { vatRate: '10.5' }),
  row('Almacén', 'Arroz Gallo Oro 1 kg', '10', '15', '2640', 1.4),
  row('Almacén', 'Fideos Matarazzo tallarín 500 g', '20', '26', '1520', 2.6),
  row('Almacén', 'Fideos Matarazzo mostachol 500 g', '20', '19', '1520', 1.8),
  row('Almacén', 'Puré de tomate Arcor 520 g', '12', '40', '890', 3.1),
  row('Almacén', 'Atún La Campagnola al natural 170 g', '48', '20', '2780', 1.1),
  row('Almacén', 'Aceite Girasol Natura 900 ml', '12', '14', '2950', 2.2),
  row('Almacén', 'Sal fina Celusal 500 g', '20', '33', '720', 0.9),
  row('Almacén', 'Té en saquitos Green Hills x 50', '12', '9', '1640', 0.5),
  row('Almacén', 'Café La Virginia 250 g', '12', '7', '4980', 0.6),
  row('Almacén', 'Mermelada de durazno 454 g', '12', '8', '1890', 0.7),
  row('Lácteos y frescos', 'Leche descremada 1 l', '12', '36', '1390', 4.1),
  row('Lácteos y frescos', 'Leche entera La Serenísima 1 l', '12', '41', '1420', 7.2),
  row('Lácteos y frescos', 'Dulce de leche La Serenísima 400 g', '12', '17', '2480', 1.6),
  row('Lácteos y frescos', 'Queso cremoso', '1', '6.4', '7900', 0.9, { unit: 'kg' }),
  row('Lácteos y frescos', 'Salchichas Paladini x 6', '12', '11', '1950', 1.5),
  row('Lácteos y frescos', 'Salchichas Paladini x 12', '6', '5', '3480', 0.4),
  row('Lácteos y frescos', 'Salchichas Vienissima x 6', '12', '13', '1830', 1.2),
  row('Galletitas y golosinas', 'Galletitas Oreo 118 g', '24', '28', '1490', 3.4),
  row('Galletitas y golosinas', 'Galletitas Terrabusi surtido 400 g', '12', '10', '2890', 0.8),
  row('Galletitas y golosinas', 'Alfajor Jorgito triple', '24', '45', '640', 6.5),
  row('Galletitas y golosinas', 'Chocolate Águila 150 g', '12', '12', '3950', 0.5),
  row('Bebidas', 'Coca-Cola 2,25 l', '8', '24', '3150', 5.4),
  row('Bebidas', 'Coca-Cola 1,5 l', '6', '18', '2480', 2.8),
  row('Bebidas', 'Agua mineral Villavicencio 1,5 l', '6', '30', '1260', 3.3),
  row('Bebidas', 'Cerveza Quilmes lata 473 ml', '24', '48', '1580', 7.5),
  row('Bebidas', 'Cerveza Brahma lata 473 ml', '24', '36', '1490', 4.6),
  row('Bebidas', 'Cerveza Andes Origen 473 ml', '24', '20', '1990', 1.9),
  row('Bebidas', 'Vino Elementos Malbec 750 ml', '6', '12', '4300', 0.7),
  row('Limpieza', 'Detergente Magistral limón 500 ml', '12', '16', '2290', 1.1),
  row('Limpieza', 'Lavandina Ayudín 1 l', '12', '21', '1340', 1.7),
  row('Limpieza', 'Jabón en polvo Ala 800 g', '12', '9', '3180', 0.6),
  row('Limpieza', 'Papel higiénico Elite x 4', '12', '27', '2360', 2.9),
  row('Perfumería', 'Champú Sedal Keratina 340 ml', '12', '8', '3720', 0.3),
  row('Perfumería', 'Pasta dental Colgate 90 g', '12', '14', '1890', 0.8),
  row('Perfumería', 'Pañales Pampers G x 40', '4', '6', '14900', 0.3),
  row('Verdulería', 'Tomate redondo', '1', '9.5', '1600', 1.9, { unit: 'kg', vatRate: '10.5' }),
  row('Verdulería', 'Banana Ecuador', '1', '12', '1450', 2.3, { unit: 'kg', vatRate: '10.5' }),
];
