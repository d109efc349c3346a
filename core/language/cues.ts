import type { Intent } from './understood.ts';

/**
 * Words that say what a person wants to do, as data. `tier` 0 decides alone, 1 decides over 2, 2 over 3; within a tier
 * the first in the sentence wins. Patterns run on folded words with single blanks and plain numbers.
 */
interface Cue {
  readonly intent: Intent | null;
  readonly tier: 0 | 1 | 2 | 3;
  readonly pattern: RegExp;
}

const AR =
  '(?:o|as|a|amos|an|e|aste|aron|ar|arle|arlo|ame|ale|alo|ala|alos|alas|ales|anos|amelo|amela|alelo|ando|ado|ada|ados|adas|es|en|emos|eme)';
const IR =
  '(?:o|es|e|imos|en|i|iste|io|ieron|ir|irle|irlo|er|erlo|ime|eme|ile|ele|ilo|elo|ila|iendo|ido|ida|idos|idas|a|an|amos)';
const SHOP =
  '(?:deposito|depo|estante|estanteria|exhibidor|bodega|trastienda|local|salon|sucursal|sucu|galpon|heladera|freezer|gondola|kiosco|kiosko|negocio|almacen|mostrador|vidriera|camara|otro local|otra sucursal|otro lado|tienda|fondo)';

const cue = (tier: Cue['tier'], intent: Intent | null, ...patterns: readonly string[]): readonly Cue[] =>
  patterns.map((pattern) => ({
    intent,
    tier,
    // "avisame cuando llegue" tells of what may come, not of what is to be written.
    pattern: new RegExp(
      `(?<![^ ])${tier === 2 ? '(?<!(?:cuando|si|hasta que|apenas) )' : ''}(?:${pattern})(?![^ ])`,
      'g',
    ),
  }));

export const CUES: readonly Cue[] = [
  ...cue(
    0,
    'undo',
    'deshac[a-z]*|deshice|deshaga[a-z]*|undo',
    '(?:anul|cancel|borr|elimin|revert|reviert|sac|quit)[a-z]* (?:eso|esto|todo eso|(?:lo|el|la) anterior|(?:lo|el|la) ultim[oa](?: (?:movimiento|que [a-z ]+|carga|entrada|salida|venta|cosa))?|lo (?:que|de) (?:hice|cargue|puse|anote|recien|antes|hicimos)(?: recien)?)',
    '(?:volve|volver|volvamos|anda|vuelta) (?:para |un paso )?(?:atras|a como estaba)',
    'me arrepenti|deja(?:lo|la)? como estaba|marcha atras',
  ),
  ...cue(
    0,
    'correct',
    '(?:me|nos) (?:equivoque|equivocamos|confundi|confundimos)|me pase|puse mal|cargue mal|anote mal|esta mal cargado',
    '(?:correg|corrig|corrij)[a-z]*|correccion|rectific[a-z]*',
    'quise decir|queria decir|en realidad|perdon|perdona',
  ),
  ...cue(1, 'correct', 'no (?:eran|era|son|fueron)(?: \\d+(?:\\.\\d+)?)?', '(?:eran|era|fueron)(?= \\d)'),
  ...cue(
    1,
    'forecast',
    'pronostic[a-z]*|prevision(?:es)?|proyeccion(?:es)?|proyect[a-z]*|prediccion(?:es)?|predec[a-z]*|pronostico de ventas?',
    'cuant[oa]s?(?= .*(?:voy|vamos|va) a (?:vender|necesitar|precisar|usar))',
    '(?:voy|vamos|va|van) a (?:vender|necesitar|precisar)(?:se)?',
    '(?:para )?(?:cuanto|cuantos dias|cuantas semanas|cuanto tiempo)(?: (?:me|nos|te|va|van|a|mas|creo|que|tengo))*? (?:dura|duran|durar|alcanza|alcanzan|alcanzar|rinde|rinden|tengo para|hay para)',
    '(?:me|nos) (?:va a |van a )?(?:dura|duran|durar|alcanza|alcanzan|alcanzar|rinde|rendir)|alcanzara|llegamos con|llego con',
    '(?:en |para )?cuanto(?: tiempo)? (?:se|me|nos)(?: (?:me|nos|va|van|a|voy|vamos))* (?:acab|termin|agot)[a-z]*',
    'cuando (?:se|me|nos)(?: (?:me|nos|va|van|a|voy|vamos|estaria))* (?:acab|termin|qued|agot)[a-z]*(?: sin)?',
    'que(?: (?:productos?|cosas?|cosa|mercaderia|se|me|nos|es lo que))* (?:va|van|voy|vamos) a (?:acabar|terminar|agotar|faltar|quedar sin)(?:se|me|nos)?',
    '(?:se|me) (?:me |nos )?(?:va|van) a (?:acabar|terminar|agotar)(?= (?:antes|esta|este|la semana|el|primero|pronto))',
    'cuanto (?:vendo|vendemos|se vende)(?: (?:por|de|al|en|a la)(?: (?:dia|semana|mes|promedio))?)?|estim[a-z]+ (?:de )?(?:ventas?|la venta|cuanto)',
    'cuando (?:tengo|hay|tenemos) que (?:pedir|comprar|reponer)',
  ),
  ...cue(
    1,
    'price_query',
    'precios?|lista de precios|preciario',
    'a cuant[oa]s?(?: (?:esta|estan|estas|sale|salen|va|van|vend[a-z]+|lo|la|los|las|tenemos|tengo|tenes|cobr[a-z]+|dej[a-z]+))*',
    'a como (?:esta|estan|va|van|tenes|sale|salen)',
    'cuant[oa]s? (?:me |nos |le |te |se |les )?(?:sale|salen|salio|esta saliendo|estan saliendo|saliendo|vale|valen|cuesta|cuestan|costo|esta|estan|cobr[a-z]+|es|pague|pagamos)',
    'que (?:sale|salen|vale|valen|cuesta|cuestan)',
    'que (?:precio|costo|valor)(?: (?:tiene|tienen))?|costo de|margen(?: de)?',
  ),
  ...cue(
    1,
    'waste',
    '(?:lo|la|los|las|hubo que|tuve que|tuvimos que|hay que) tir(?:e|amos|o|ar|aron)',
    'vencid[oa]s?|podrid[oa]s?|rot[oa]s?|pinchad[oa]s?|en mal estado|por vencimiento|que (?:se )?(?:vencio|vencieron|rompio|rompieron|pudrio|pudrieron)|mal estado|golpead[oa]s?|aplastad[oa]s?|abollad[oa]s?|machucad[oa]s?|cortad[oa]s|agri[oa]s|danad[oa]s?|derretid[oa]s?|quebrad[oa]s?|averiad[oa]s?|fallad[oa]s?',
    '(?:dar|di|dimos|dale|damos|dado|da) de baja|baja de',
  ),
  ...cue(
    1,
    'missing',
    '(?:agreg|anot|pon|sum|met|mand|apunt)[a-z]* (?:a|en) (?:la lista|los faltantes|el cuaderno|faltantes)(?: de [a-z]+)?',
    '(?:a|en) (?:la lista|los faltantes|el cuaderno)(?: de (?:faltantes|compras|pedidos))?',
    'lista de faltantes|faltantes?(?: de)?',
    'no (?:me |nos )?(?:hay|queda|quedan|quedo|quedaron|tenemos|tengo|habia|tenia|sobra)(?: (?:mas|nada|ningun|ninguna|ni una|ni uno|ni 1))*(?: de)?',
  ),
  ...cue(
    1,
    'order',
    '(?:hay|habria|habia|tengo|tenes|tenemos) que (?:ped|compr|encarg|traer|solicit)[a-z]*',
    '(?:agreg|anot|pon|sum|met|mand|apunt|carg)[a-z]* (?:a|en) el pedido|(?:al|en el|para el) pedido(?: de [a-z]+)?',
    '(?:quiero|quisiera|querria|necesito|necesitamos|queremos) (?:ped|compr|encarg|hacer un pedido)[a-z]*(?: de)?',
    '(?:arm|hac|prepar|gener|mand|pas)[a-z]* (?:me |le )?(?:el|un|los|la) (?:pedidos?|orden|ordenes)(?: (?:de compra|para|a|al|de))*',
  ),
  ...cue(
    1,
    'sale',
    'vendid[oa]s?|ventas? de(?= \\d)',
    'se (?:me |nos )?(?:llevo|llevaron)|(?:me|nos|te) (?:compro|compraron)',
    '(?:un |1 |una )?(?:clientes?|clientas?|senora?|vecin[oa])(?: se| me)? (?:llev|compr)[a-z]+',
  ),
  ...cue(
    1,
    'stock_query',
    'cuant[oa]s?(?= .*(?:queda|quedan|hay|tenemos|tengo|tenes|quedaron|quedo)(?: |$))|cuant[oa]s? (?:queda|quedan|hay|tenemos|tengo|tenes|quedaron|quedo)(?: en stock)?',
    'como (?:andamos|estamos|venimos|ando|estoy|vamos)(?: (?:de|con))?',
    '(?:fijate|fijame|(?:me |te )?fijas|decime|me decis|averigua|revisa|chequea|mira|sabes)(?: si)?(?: (?:queda|quedan|hay|tenemos|tengo))?(?: (?:algo|alguna?|stock))?(?: de)?',
    '(?:mostra|mostrame|ver|veme|pasame|dame|decime|consultar?|consulta|informe de)(?: el| un| de)? stock(?: actual)?(?: (?:de|del))?',
    'que (?:hay|stock|queda|tenemos|tengo)(?: (?:hay|queda|de|en stock|tenemos))*',
    'informe(?: de)? stock|existencias?(?: de)?',
  ),
  ...cue(
    1,
    'transfer',
    `(?:pas|mov|muev|mand|envi|llev|reparti|sub|baj)(?:e|a|ar|amos|o|ame|ale|aron|i|er|imos|io|eme|ele|en|emos)(?= .*(?:al|a la|para el|para la|hacia el|hacia la|hasta el|hasta la|del|de la|desde el|desde la) (?:otro |otra )?${SHOP})`,
  ),
  ...cue(1, 'transfer', `(?:tra|baj)[a-z]* (?:del|de la|desde el|desde la) ${SHOP}`),
  ...cue(
    1,
    'count',
    '(?:el )?stock (?:de|del)(?= .*(?:es|son|esta en|:) \\d)',
    'cont(?:e|a|o|amos|aron|ado|ados|adas|ar|ame(?! (?:otra vez )?(?:como|que|quien|cual|cuanto|cuanta|cuantos|cuantas|cuando|donde|si|de|lo|algo|todo)(?: |$))|amela)|conteos?|recuentos?|recont[a-z]*|inventario(?: de)?|calibr[a-z]*|en total(?: hay| quedan| son)?|ajust[a-z]*',
  ),
  ...cue(
    2,
    'missing',
    '(?:(?:me|nos|le) )?falta(?:n|ba|ban|ria|rian|ron|ndo)?|falto|(?:hace|hacen) falta',
    '(?:se )?(?:(?:me|nos) )?(?:(?:esta|estan|va|van|esta por|estan por) (?:a )?)?(?:acab|termin|agot)(?:o|aron|a|an|ar|ando|arse|andose)(?! de [a-z]+(?:ar|er|ir)(?:[ml][eo]s?)?(?: |$))',
    '(?:(?:me|nos) )?(?:quede|quedamos|quedo|quedando|quedar|estamos|estoy|andamos|ando|seguimos) sin(?: stock de)?|sin stock de',
    '(?:(?:me|nos) )?(?:queda|quedan|hay) (?:muy |re )?poc[oa]s?(?: de)?|casi no (?:queda|quedan|hay)|(?:queda|quedan) (?:ultim[oa]s?|nada)(?: de)?',
    '(?:estamos|andamos|ando|estoy) (?:medio |re |muy )?(?:cort[oa]s?|just[oa]s?|flojos?|escasos?) (?:de|con)',
    '(?:necesit|precis)(?:o|amos|a|an|aria|ariamos)(?! [a-z]{2,}(?:ar|er|ir)(?:[mlt][eoa]s?)?(?: |$))',
  ),
  ...cue(
    2,
    'order',
    '(?:ped|pid)(?:i|ir|irle|irles|o|e|a|an|amos|imos|ile|iles|ime|ido|idos|ila|ilo)(?: (?:al|a la|a) proveedor)?|pedidos?',
    `encarg${AR}|encargu(?:e|emos|en)`,
    'compr(?:a|ar|ame|alo|arle|emos|en)|orden de compra|solicit(?:a|ar|o|amos|ame)|repos(?:icion)',
  ),
  ...cue(
    2,
    'waste',
    'tir(?:e|o|amos|aron|ar|arlo|aste|ado|ada|ando|ame)|tira(?= (?:\\d|el |la |los |las ))',
    '(?:se (?:me |nos |le )?)(?:romp|venc|pudr|cay|ech|derrit|derret|arruin|quem|estrope|moj|derram|pinch|cort|pas|aboll|aplast|golpe|agri|revent|descongel|vol|humedec)(?:o|io|ieron|aron|eron|en|e|a|an)(?: a perder)?',
    '(?:venc|pudr|romp|derrit)(?:i|imos|io|ieron|iste|er)|revent(?:o|aron)|mermas?(?: de)?|merm(?:ar|e|o|amos|aron|ado)|descart[a-z]+|desech[a-z]+|desperdici[a-z]*|perd(?:i|imos|io|ieron)|se perd(?:io|ieron)|echad[oa]s? a perder',
  ),
  ...cue(
    2,
    'sale',
    `(?:se )?(?:(?:me|le|les|nos) )?vend${IR}`,
    'ventas?(?: de)?|despach(?:e|amos|o|aron|a|ar)|factur(?:e|amos|o|aron|ame|ar)|cobr(?:e|amos|o|aron|ame|ate)',
  ),
  ...cue(
    2,
    'transfer',
    'transf(?:er|ier)[a-z]*|transferencia(?: de)?|traspas[a-z]*|traslad[a-z]*',
    'pas(?:e|ar|amos|aron|ale)|mov(?:i|e|er|imos|io|eron)|muevo|mand(?:e|amos|aron)',
  ),
  ...cue(
    2,
    'stock_in',
    `(?:me |nos |te )?(?:dej|lleg|llegu|entr|entreg|entregu|sum|agreg|agregu|carg|cargu|ingres|guard|descarg|descargu|aument|increment)${AR}`,
    '(?:me |nos )?(?:traj(?:e|o|imos|eron|iste)|traigo|traje|trae|traen|traer|traeme)',
    `recib${IR}|recepcion(?:e|amos|ar)?`,
    'compr(?:e|amos|aron|o)|repus(?:e|o|imos|ieron)|repon(?:go|e|er|eme|gan|emos)|puse|pusimos|puso|pusieron|pone|poner|poneme|pongo|meti|metimos|metio|metieron|mete|metele|meteme|bajaron|bajamos|anadi[a-z]*|devolv(?:io|ieron)|aparec(?:io|ieron)|venia|vinieron|(?<!(?:\\d|de|el|un|del|mas|otro) )vino(?= (?:\\d|el |la |los |las ))',
    'altas?(?: de)?|entradas?(?: de)?|ingresos?(?: de)?|compras? de',
  ),
  ...cue(
    2,
    'stock_out',
    `(?:sac|saqu|retir|descont|descuent|rest|agarr|quit|gast|regal|prest|apart|separ|consum)(?:${AR}|i|io|imos|ieron|ir|en|emos)`,
    '(?:me |nos )?llev(?:o|e|amos|aron|ame|ate|aste|ar)',
    '(?:di|dimos|entregue)(?= \\d)|us(?:e|amos|aron|o|ar)|tom(?:e|amos|o)|baj(?:ar|e|ame|ale)|baja(?= (?:\\d|el |la |los |las ))|egresos?(?: de)?|salidas?(?: de)?|sali(?:o|eron)|fueron|com(?:i|imos|io)',
  ),
  ...cue(
    3,
    null,
    '(?:tuve|tuvimos|hubo|tengo|hay|habria|tendria|tenemos|tenes|tenias) que|(?:voy|vamos|va|van|iba) a|acab(?:o|amos|aron|an|a|e) de|(?:quiero|quisiera|queria|podes|podrias|podras|puedo|necesito que|quiero que|me podes|hace falta que|deberias|deberia|debo)|estoy|estamos|estuve|esta(?:ba|ban)?|estan|fui|fuimos|hice|hicimos|haceme|hace|hacer',
  ),
  ...cue(3, null, '(?:son|es|fue|dio|da|dan|dieron)(?= \\d)'),
  ...cue(
    3,
    'stock_query',
    'tenes|habra|queda algo de|queda|quedan|hay|tenemos|tengo|sobra|sobran|stock(?: de| del)?',
  ),
  ...cue(3, 'stock_out', 'dame|deme|alcanzame'),
  ...cue(3, 'missing', 'anot(?:a|ame|ar|alo|emos|o|e|ala)|apunt(?:a|ame|ar|o)|agend(?:a|ame)'),
];

/** Statements that count: "hay 12 oreo", "quedan 5", when nobody asks. */
export const COUNTED =
  /(?<![^ ])(?:hay|quedan|queda|tengo|tenemos|son|me quedan|nos quedan|quedaron)(?![^ ])/;

/** Help and greetings, when nothing else was meant. */
export const HELP =
  /(?<![^ ])(?:ayuda|ayudame|help|(?:que|q)(?: (?:cosas|mas|otras cosas|otra cosa))? (?:podes|sabes|puedo|puedes|se puede|haces)(?: hacer| pedirte)?|como (?:funciona|funcionas|se usa|se hace|hago|uso|usar|usarlo|te uso|es esto|cargo|anda esto|empiezo|sigo)|que comandos|comandos|instrucciones|explicame|explica|tutorial|manual|no (?:se|entiendo) (?:como|nada|que hacer|usar[a-z]*)|no entiendo|para que (?:servis|sirve|sirves))(?![^ ])/;
export const GREETING =
  /^(?:(?:hola|holis|holaa+|buenas|buena|tardes|noches|dias|dia|buen|buenos|que tal|gracias|muchas|mil|chau|adios|saludos|como (?:va|andas|estas|te va|anda|vas|andan)|todo bien|che|hey|ey|hello|amigo|bot|genial|perfecto|barbaro|dale|ok|listo|joya|hasta (?:luego|manana)|nos vemos|[,.!¡?¿]) ?)+$/;

export const COMMANDS: Readonly<Record<string, Intent>> = {
  start: 'greeting',
  ayuda: 'help',
  help: 'help',
  soporte: 'help',
  stock: 'stock_query',
  informe_stock: 'stock_query',
  entrada: 'stock_in',
  salida: 'stock_out',
  venta: 'sale',
  merma: 'waste',
  corregir: 'correct',
  calibrar: 'count',
  contar: 'count',
  transferir: 'transfer',
  faltante: 'missing',
  faltantes: 'missing',
  pedido: 'order',
  pronostico: 'forecast',
  precio: 'price_query',
  precios: 'price_query',
  deshacer: 'undo',
};

/** Places goods are moved between: not part of a product. */
export const PLACE = new RegExp(
  `(?<![^ ])(?:(?:que (?:hay|queda|esta|estan|estaba|tengo) )?(?:al|a la|a|hacia|del|de la|de|desde el|desde la|desde|en el|en la|en|para el|para la|hasta el|hasta la) )(?:el |la |los |las )?(?:otro |otra |nuestro |nuestra )?${SHOP}(?: (?:del|de la|de) (?:fondo|centro|esquina|arriba|abajo|atras)| (?:centro|norte|sur|este|oeste|principal|central)| \\d{1,2}(?! [a-z]))?(?![^ ])`,
  'g',
);

/** Times, people, purposes and courtesies: said around the goods, never part of them. */
export const ASIDE = new RegExp(
  `(?<![^ ])(?:${[
    'a las? \\d{1,2}(?:[:.]\\d\\d)?(?: (?:hs?|horas?))?',
    'hoy|ayer|manana|anteayer|recien|recientemente|ahora|ahi|ya|despues|luego|temprano|siempre|urgente|justo',
    '(?:a|por|de|en|para) (?:la|esta) (?:manana|tarde|noche|semana)|esta (?:manana|tarde|noche|semana)|este (?:mes|finde)|(?:a|al) (?:mediodia|final|toque)|(?:para|hasta|antes de|antes del|desde) (?:el |la )?(?:manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|finde|fin de semana|semana que viene|semana|mes)|(?:el|los) (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)s?',
    'por favor|porfa|porfis|porfavor|plis|gracias|che|hola|buenas|buen dia|buenos dias|buenas tardes|dale|bueno|ok|eh|amigo|jefe|mira|ah|uy|epa|disculpa|te cuento|aviso|te aviso|avisale|atento|ojo',
    '(?:el|la|los|del|de la|al) (?:proveedor|distribuidor|repartidor|preventista|camion|corredor|viajante|cliente|clienta|senora|senor|duena?|jefe|encargad[oa])(?: de [a-z]+)?',
    '(?:para|a) (?:los |las |mis |la |el |mi |nuestro |un |una )?(?:chicos|pibes|nenes|nenas|casa|familia|consumo(?: propio| interno)?|cumple(?:anos)?|fiesta|asado|mate|cena|almuerzo|desayuno|merienda|almorzar|cenar|merendar|desayunar|limpiar|mi|nosotros|stock|vender|reponer|mostrar|regalar|cliente|clienta|local propio|personal|empleados|heladera|uso interno)',
    'a (?:don|dona|lo de) [a-z]+|(?:don|dona) [a-z]+|fiado|de regalo|gratis|sin cargo|de mas|otra vez|de nuevo|otr[oa]s?|mas|tambien|ademas|solamente|solo|nada mas|casi|unos|unas|algun(?:os|as|a)?|vari[oa]s|total|entre todo',
    'porque .*|por que .*|asi que .*|se corto la luz.*|que (?:se|me|le|nos|les) [a-z]+(?: [a-z]+){0,3}$|que (?:traje|llego|llegaron|compre|saque|vendi|deje|entro|entraron|trajeron|pedi)',
    'mercaderias?|(?:los |las )?(?:productos|cosas)(?: de)?',
    '(?:en|al|del|el) (?:stock|inventario|sistema|pedido|estante|mostrador|caja registradora)|del estante|de la caja',
    '(?:(?:el|la|esta|este|por|en|para|de) )*(?:semana|finde|fin de semana|mes|quincena)(?: (?:que viene|proxim[oa]|pasad[oa]))?|algo(?: de)?|todavia|aun',
    '(?:al|el|los) de (?!litro|kilo|medio)[a-z]+|(?:(?:a|al|a la|el|la|los|las|un|una|del|de la|desde el) )(?:vecin[oa]s?|mayorista|super|supermercado|chino|fabrica|central|mercado|distribuidora|mujer|marido|hij[oa]|herman[oa]|emplead[oa]|cajer[oa])',
    '(?:acordate|acordarse|acuerdense|acuerdate|recorda|recordar|recordame|no te olvides|no olvidar|tener en cuenta|te pido|pedido de)(?: (?:de|que))?|de (?:vuelto|yapa|regalo|muestra|arriba)',
    'ultim[oa]s?|tod[oa]s?|unic[oa]s?|nuev[oa]s?|mism[oa]s?|cada|ningun[oa]?|alla|aca|aqui|adentro|afuera|arriba|abajo|atras|rapido|apenas|creo|parece|supongo|incluso|quizas|capaz|vez|veces|entonces|asi|cual|donde|much[oa]s?|poc[oa]s?|avis(?:a|ar|o|ale|en|ame)|registrad[oa]|lleno|llena|urgencia|encima|segun|digamos|digo',
    'me|se|nos|le|les|que|osea|o sea|tipo|esos|esas|estos|estas|propio|anotalo|anotala|registralo|cargalo|registra|registrar|anota|anotame|apuntame|sumalo|y a|favor',
  ].join('|')})(?![^ ])`,
  'g',
);

/** "a 980", "a $ 1.200 cada uno", "por 5000 pesos": what it cost, not how much of it. */
export const COST =
  /(?<![^ ])(?:(?:a|por) (?:\$ )?\d+(?:\.\d+)?(?= |$)(?! (?:kg|kilo|kilos|g|gr|gramos|litro|litros|l|lt|ml|cc|unidades|cajas?|packs?|bultos?)(?![^ ]))|\$ \d+(?:\.\d+)?)(?: (?:\$|pesos|cada 1|c\/u|la unidad|por unidad|el kilo|la caja|el bulto|el pack|cada caja|cada bulto|cada))*(?![^ ])/g;

/** Verbs as they are meant when they are misspelt: "sake", "bendi", "yegaron". */
export const USUAL_VERBS: Readonly<Record<string, Intent>> = {
  saque: 'stock_out',
  retire: 'stock_out',
  descontame: 'stock_out',
  llevo: 'stock_out',
  vendi: 'sale',
  vendimos: 'sale',
  vendieron: 'sale',
  deje: 'stock_in',
  traje: 'stock_in',
  trajeron: 'stock_in',
  llegaron: 'stock_in',
  llego: 'stock_in',
  entraron: 'stock_in',
  ingresaron: 'stock_in',
  recibi: 'stock_in',
  compre: 'stock_in',
  agrega: 'stock_in',
  cargame: 'stock_in',
  tiramos: 'waste',
  rompieron: 'waste',
  vencieron: 'waste',
  falta: 'missing',
  faltan: 'missing',
  termino: 'missing',
  necesitamos: 'missing',
  pedir: 'order',
  encargar: 'order',
  comprar: 'order',
  cuanto: 'stock_query',
  cuantos: 'stock_query',
  cuanta: 'stock_query',
  quedan: 'stock_query',
  precio: 'price_query',
  conte: 'count',
  transferi: 'transfer',
  pronostico: 'forecast',
};
