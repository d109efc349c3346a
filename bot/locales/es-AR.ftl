## Everything people read. Grouped by feature; keys are <feature>-<what>.

## Commands
command-start = Empezar
command-faltante = Cuaderno de faltantes: /faltante coca 1,5
command-precios = Precios: /precios yerba
command-alertas = Avisos abiertos y qué querés que te avise
command-pedido = Qué pedir a cada proveedor
command-pendientes = Facturas que esperan que alguien las mire
command-dashboard = Tablero
command-stock = Qué hay: /stock yerba
command-transferir = Llevar mercadería de un lugar a otro
command-vencimientos = Qué vence y cuándo
command-calibrar = Contar la mercadería y ajustar el stock
command-depositos = Locales, depósitos y quién trabaja en cada uno
command-aprobaciones = Qué espera tu visto bueno
command-usuarios = Quiénes tienen acceso
command-invitar = Sumar a alguien al negocio
command-ayuda = Qué podés hacer acá
command-cancelar = Dejar lo que estás haciendo

## Help
help-greeting = ¡Hola, { $name }! 👋 Mandame la foto de una factura, un remito o un ticket y la paso a stock. Antes de guardar te muestro todo para que confirmes.
help-how =
    📷 <b>Cargar una compra:</b> sacale una foto a la factura, bien de frente y completa. Si tiene varias hojas, mandalas juntas como álbum. También podés mandarla como archivo o en PDF.
    ✍️ <b>Corregir:</b> tocá los botones o escribilo, por ejemplo «renglón 3 son 12» o «el 2 a 1.250».
    ✅ <b>Confirmar:</b> recién ahí entra al stock.
    🗣 <b>Mover stock:</b> decilo como te sale: «dejé 4 yerba», «saqué 2 Oreo y 1 Coca de 2,25», «se rompió 1 aceite», «vendí 3 alfajores», «falta queso», «¿cuánta yerba queda?».
    ↩️ <b>¿Te equivocaste?</b> /deshacer vuelve atrás lo último que hiciste hoy.
help-examples-staff = Probá escribirme: «saqué 2 Oreo y 1 Coca de 2,25», «falta queso», «¿cuánta yerba queda?».
help-examples-manager = Probá escribirme: «conté 12 yerbas», «pasá 6 cocas al depósito», «pedir 5 cajas de leche», «¿qué se termina esta semana?».
help-examples-owner = Probá escribirme: «¿cuánta yerba queda?», «pedir 5 cajas de leche», «/precios margen bebidas 35». Con /invitar sumás a tu gente.
help-all = Todo lo que podés hacer acá: /ayuda
help-group-goods = 📦 <b>Stock:</b> { $commands }
help-group-buying = 🛒 <b>Comprar y vender:</b> { $commands }
help-group-counting = 📋 <b>Contar y mover:</b> { $commands }
help-group-shop = 🏪 <b>El negocio:</b> { $commands }
help-group-chat = 💬 <b>El chat:</b> { $commands }
help-nothing-to-cancel = No hay nada para cancelar.
help-not-understood = No te entendí. Mandame la foto de una factura, o escribí /ayuda para ver qué podés hacer.
help-forwarded = Los mensajes reenviados no los tomo como pedidos. Escribilo vos y lo hago.

## People
people-role-owner = Dueño
people-role-manager = Encargado
people-role-staff = Personal
people-stranger = Este bot es de uso privado. Si trabajás acá, pedile un enlace de invitación al dueño.
people-link-expired = Ese enlace ya venció. Pedile otro al dueño.
people-link-used = Ese enlace ya se usó: sirve una sola vez. Pedile otro al dueño.
people-choose-role = ¿Qué va a hacer la persona que querés sumar?
people-invited = Listo: acá abajo va el enlace para sumar a alguien como { $role }.
people-invitation =
    🔗 Enlace para entrar como <b>{ $role }</b>:
    { $link }

    Sirve una sola vez y vence el { $until }. Reenviáselo solo a esa persona.
people-title = 👥 <b>Quiénes tienen acceso</b>
people-line = • { $name } — { $role }, { $place }
people-revoke = Quitar a { $name }
people-revoke-ask = ¿Le quitás el acceso a <b>{ $name }</b>? Es inmediato, y los enlaces que haya creado dejan de servir.
people-revoke-yes = Sí, quitar
people-back = Volver
people-revoked = Listo: { $name } ya no tiene acceso.
people-refused-forbidden = Eso lo puede hacer solo el dueño.
people-refused-revoked = Ya no tenés acceso a este negocio.
people-refused-unknown-location = Ese local ya no está. Probá de nuevo con /invitar.
people-refused-not-found = Esa persona ya no tiene acceso.
people-refused-last-owner = Es el único dueño: sumá otro antes de quitarlo.

## Counting
counting-scope-all = Todo
counting-scope-product = Un producto
counting-scope-list = Recuento
counting-no-quantity = ¿Cuántas hay de <b>{ $name }</b>? Repetilo con el número.
counting-menu = 📋 <b>Recuento en { $place }</b>
counting-menu-how = ¿Qué contamos? Para un producto solo: <code>/calibrar yerba</code>. Pueden contar varios a la vez.
counting-open-row = • { $title }: { $state }, empezó { $name }
counting-state-open = abierto
counting-state-waiting = espera al dueño
counting-join = ▶️ Seguir: { $title }
counting-all = 🏪 Todo { $place }
counting-no-product = No encontré «{ $words }». Probá con otra palabra: <code>/calibrar yerba</code>
counting-which = ¿Cuál contamos?
counting-progress = 📋 { $done } de { $total }
counting-ask-first = ¿Cuántas hay de <b>{ $name }</b>? ({ $unit }) Mandame el número, o una cuenta como 3x12+5.
counting-ask = ¿Cuántas hay de <b>{ $name }</b>? ({ $unit })
counting-skip = ⏭ Otro
counting-review = 📊 Diferencias
counting-entered = ✔️ { $name }: <b>{ $quantity }</b>
counting-moved = ⚠️ Mientras contabas se movieron { $quantity }: después te pregunto.
counting-all-done = 🎉 Está todo contado. Mirá las diferencias y ajustá el stock.
counting-others-busy = Lo que falta lo está contando otra persona.
counting-review-progress = Contados { $counted } de { $total } · { $equal } sin diferencia
counting-open-moved = se movió mientras lo contaban
counting-open-disagree = contaron distinto
counting-totals = Falta { $short } · Sobra { $over }
counting-more = y { $count } más
counting-close = ✅ Ajustar el stock
counting-close-equal = ✅ Cerrar: está todo bien
counting-go-on = ▶️ Seguir contando
counting-cancel = ✖️ Anular el recuento
counting-cancel-ask = ¿Anulás el recuento? Lo contado se pierde y el stock no cambia.
counting-cancel-yes = Sí, anular
counting-undo = ↩️ Deshacer
counting-back = ‹ Volver
counting-is-waiting = ⏳ La diferencia es grande: le pedí el visto bueno al dueño.
counting-is-closed = ✅ Stock ajustado.
counting-is-cancelled = ✖️ Recuento anulado: el stock no cambió.
counting-is-undone = ↩️ Deshecho: el stock volvió a como estaba.
counting-number-of = { $name } contó { $quantity }
counting-moved-ask = Mientras contaban se movieron { $quantity }. ¿El número ya lo tiene en cuenta?
counting-moved-in = Sí, ya está en el número
counting-disagree-ask = ¿Cuál vale?
counting-keep = { $quantity } ({ $name })
counting-add = ➕ Sumarlos: contaron lugares distintos
counting-again = 🔁 Lo cuento yo ahora
counting-stopped = Listo, dejamos acá. Lo contado queda guardado: seguís con /calibrar.
counting-problem-forbidden = No podés contar en ese lugar.
counting-problem-revoked = Ya no tenés acceso a este negocio.
counting-problem-not_found = Ese recuento no existe.
counting-problem-nothing_to_count = No hay productos para contar ahí.
counting-problem-not_open = Ese recuento ya no está abierto.
counting-problem-not_asked = Ese ya no era el producto que te preguntaba. Seguí con /calibrar.
counting-problem-bad_quantity = Ese número no me sirve. Mandame cuántas hay, por ejemplo 12 o 3x12+5.
counting-problem-nothing_to_settle = Eso ya estaba resuelto.
counting-problem-nothing_counted = Todavía no se contó nada.
counting-problem-unsettled = Antes hay que resolver lo marcado con ⚠️.
counting-problem-insufficient_stock = Se vendió más de lo que contaron: vuelvan a contar ese producto.
counting-problem-too_late = Se deshace solo en el día. Hacé otro recuento.

## Transfers
transfers-one-place = Para transferir hacen falta dos lugares. El dueño los agrega con /depositos.
transfers-none = No hay nada en camino.
transfers-on-the-way = 🚚 <b>En camino</b>
transfers-how = Para mandar algo: <code>/transferir 6 cocas a { $place }</code>, o escribilo como te salga: «pasá 6 cocas a { $place }».
transfers-where = ¿De dónde a dónde? Decímelo con el nombre del lugar:
transfers-unknown = No conozco «{ $phrase }». Fijate el nombre con /stock.
transfers-unclear = ¿Cuál «{ $phrase }»? Repetilo con el nombre más completo:
transfers-no-quantity = ¿Cuántas unidades de <b>{ $name }</b>? Repetilo con la cantidad.
transfers-not-enough = no alcanza
transfers-state-draft = ¿Lo mando? Todavía no se movió nada.
transfers-state-sent = 🚚 En camino desde { $at }, mandó { $name }. Falta que lo reciban.
transfers-state-received = ✅ Recibido { $at }.
transfers-state-cancelled = ✖️ Cancelado { $at }: el stock quedó como estaba.
transfers-state-undone = ↩️ Deshecho { $at }: el stock volvió a como estaba.
transfers-send = ✅ Mandar
transfers-now = ✅ Ya está allá
transfers-cancel = ✖️ Cancelar
transfers-back = ↩️ Vuelve: cancelar el envío
transfers-all-came = ✅ Llegó todo
transfers-as-noted = ✅ Recibir así
transfers-differs = ✏️ Hay diferencias
transfers-which-line = ¿Qué vino distinto?
transfers-back-to-card = ‹ Volver
transfers-how-many = ¿Cuántas llegaron de <b>{ $name }</b>? Mandaron { $sent }. Escribime el número.
transfers-came = mandaron { $sent }, llegaron <b>{ $received }</b>
transfers-why = ¿qué pasó con lo que falta?
transfers-reason-broken = se rompió
transfers-reason-lost = se perdió
transfers-reason-stayed = no salió
transfers-choose-broken = 💥 Se rompió en el camino
transfers-choose-lost = ❓ Se perdió
transfers-choose-stayed = 🏠 Nunca salió de { $place }
transfers-problem-forbidden = Eso lo hace quien trabaja en ese lugar o el encargado.
transfers-problem-revoked = Ya no tenés acceso a este negocio.
transfers-problem-not_found = Esa transferencia no existe.
transfers-problem-wrong_state = Esa transferencia ya cambió: mirala de nuevo.
transfers-problem-too_late = Solo se deshace el mismo día. Si hay que volverlo, mandalo de vuelta con /transferir.
transfers-problem-moved_on = No se puede deshacer: parte de lo que llegó ya salió de ahí. Mandá de vuelta lo que queda con /transferir.
transfers-problem-unknown_place = Ese lugar ya no está. Mirá los nombres con /depositos.
transfers-problem-same_place = Es el mismo lugar.
transfers-problem-unknown_product = Ese producto ya no está.
transfers-problem-nothing = Decime qué y cuánto: <code>/transferir 6 cocas al depósito</code>
transfers-problem-bad_quantity = Esa cantidad no me sirve.
transfers-problem-reason_missing = Falta decir qué pasó con lo que no llegó.
transfers-problem-insufficient_stock = No hay tanto en ese lugar. Si en el estante sí está, contalo primero con /calibrar.

## Expiry
expiry-title = 🗓 <b>Vencimientos</b>
expiry-none = Todavía nadie dijo cuándo vence nada.
expiry-how = Para anotar uno: «el yogur vence el 12/12» o <code>/vencimientos yogur 12/12</code>. Con cantidad: «12 yogures vencen el 12/12».
expiry-today = vence hoy
expiry-in =
    { $days ->
        [one] vence mañana
       *[other] vence en { $days } días
    }
expiry-ago =
    { $days ->
        [one] venció ayer
       *[other] venció hace { $days } días
    }
expiry-unsold = vence antes de venderse: van a sobrar { $quantity }
expiry-not-selling = vence antes de venderse: no se vendió en 28 días
expiry-more = y { $count } más
expiry-delivered = 🗓 Ya está en stock. ¿Cuándo vence lo que llegó? Tocá cada uno.
expiry-ask = ¿Cuándo vence <b>{ $name }</b> ({ $quantity })? Escribime la fecha: 12/12, 12/12/2027 o 12/2027.
expiry-dated = 🗓 { $quantity } de <b>{ $name }</b> vencen el { $date }. Salen primero los que vencen antes.
expiry-forget = ↩️ Quitar la fecha
expiry-forgotten = ↩️ { $quantity } quedaron sin la fecha { $date }.
expiry-unknown = No conozco «{ $words }». Fijate el nombre con /stock.
expiry-which = ¿Cuál «{ $words }»? Repetilo con el nombre más completo:
expiry-problem-forbidden = No podés cambiar eso en ese lugar.
expiry-problem-revoked = Ya no tenés acceso a este negocio.
expiry-problem-unknown_product = Ese producto ya no está.
expiry-problem-bad_quantity = Esa cantidad no me sirve.
expiry-problem-nothing_left = No queda nada sin fecha en tu local.
expiry-problem-too_many = En tu local quedan { $available } sin fecha.

## Failures
failure-kind = Uy, algo falló de nuestro lado y no pude terminar con lo que mandaste. Probá de nuevo; si vuelve a pasar, avisá con este código: { $code }.
failure-alert = ⚠️ No se pudo procesar un mensaje de { $name } (código { $code }). Quedó guardado para revisarlo.

## Receiving: from the photo to the stock
receiving-received = 📷 <b>Recibida</b>
receiving-pages =
    { $pages ->
        [one] 1 hoja
       *[other] { $pages } hojas
    }
receiving-reading = La estoy leyendo…
receiving-step-qr = QR
receiving-step-text = texto
receiving-step-lines = renglones
receiving-step-sums = cuentas

receiving-kind-invoice = Factura
receiving-kind-credit_note = Nota de crédito
receiving-kind-debit_note = Nota de débito
receiving-kind-receipt = Recibo
receiving-kind-delivery_note = Remito
receiving-kind-quote = Presupuesto
receiving-kind-price_list = Lista de precios
receiving-kind-payment = Comprobante de pago
receiving-kind-unknown = Comprobante
receiving-no-supplier = Proveedor sin leer
receiving-no-number = sin número
receiving-total = Total <b>{ $total }</b>
receiving-no-total = Total sin leer

receiving-marks-certified = 🟢 Las cuentas cierran: todo probado.
receiving-marks-proven = 🟢 { $count } { $count ->
        [one] probado
       *[other] probados
    }
receiving-marks-read = 🟡 { $count } { $count ->
        [one] leído
       *[other] leídos
    }
receiving-marks-doubtful = 🔴 { $count } para mirar
receiving-marks-seen = 👤 { $count } { $count ->
        [one] visto
       *[other] vistos
    }

receiving-warning-recipient_not_us = No está a nombre del negocio.
receiving-warning-issuer_cuit_invalid = El CUIT del proveedor no es válido. Escribilo: «el CUIT es 30-…».
receiving-warning-cae_expired = El CAE estaba vencido a la fecha de la factura.
receiving-warning-cae_malformed = El CAE no tiene el formato correcto.
receiving-warning-qr_print_differ = El QR y lo impreso no dicen lo mismo: puede estar adulterada. Revisala bien.
receiving-warning-foreign_currency =
    { $rate ->
        [none] Está en { $currency }.
       *[other] Está en { $currency }, tomado a { $rate }. Si no es así: «{ $one } a 1.180,50».
    }
receiving-warning-copies_ignored = Vino con copias: tomé una sola.
receiving-price-jump = { $name }: { $before } → { $now } ({ $percent } %)
receiving-price-jumps-more = …y { $count } más con cambio de precio

receiving-needs-look = <b>Para mirar</b>
receiving-rest = <b>Renglones</b>
receiving-rest-page = <b>Renglones</b> · parte { $page } de { $pages }
receiving-no-product = sin producto
receiving-no-description = sin descripción
receiving-no-lines = No encontré renglones. Sacale otra foto más de cerca, o cargalos: «agregá 6 coca 1,5 a 980».
receiving-to-stock = al stock { $units }

receiving-blocker-not_goods = Es { $kind ->
        [price_list] una lista de precios
        [quote] un presupuesto
       *[other] un pago
    }: no mueve el stock.
receiving-blocker-header_incomplete = Me falta { $fields }. Sacale una foto de cerca al QR, o escribilo: «{ $example }».
receiving-blocker-exchange_rate = Decime a cuánto la tomo: «{ $one } a 1.180,50».
receiving-blocker-issuer_cuit_invalid = Corregí el CUIT del proveedor para seguir.
receiving-blocker-no_lines = Sin renglones no hay nada para sumar.
receiving-blocker-lines_doubtful =
    { $count ->
        [one] Falta mirar 1 renglón.
       *[other] Falta mirar { $count } renglones.
    }
receiving-blocker-products_unknown =
    { $count ->
        [one] Falta decir qué producto es 1 renglón.
       *[other] Falta decir qué producto son { $count } renglones.
    }
receiving-blocker-choose_treatment = ¿Vuelve mercadería al proveedor, o es solo plata?
receiving-blocker-choose_delivery_note = Ya recibiste el remito { $number }{ $date }. ¿Es la misma entrega?
receiving-blocker-difference = Los renglones y los impuestos no dan el total: { $direction ->
        [missing] faltan
       *[over] sobran
    } { $amount }.
receiving-missing-supplier = el CUIT del proveedor
receiving-missing-type = el tipo de comprobante
receiving-missing-number = el número
receiving-example-number = el número es 3-12345
receiving-example-cuit = el CUIT es 30-71234567-1
receiving-example-type = es factura A

receiving-chosen-goods = Vuelve mercadería: sale del stock.
receiving-chosen-money = Solo plata: el stock no se mueve.
receiving-same-delivery = Es la entrega del remito { $number }: no se suma dos veces.
receiving-other-delivery = Es otra entrega, aparte del remito { $number }.

receiving-button-confirm = Confirmar y sumar al stock
receiving-button-confirm-out = Confirmar y sacar del stock
receiving-button-confirm-money = Confirmar sin mover stock
receiving-button-confirm-cost = Confirmar y poner los precios
receiving-button-confirm-difference = Confirmar con diferencia de { $amount }
receiving-button-discard = Descartar
receiving-button-line = { $id } · Ver
receiving-button-fine = { $id } · Está bien
receiving-button-create = { $id } · Crear «{ $name }»
receiving-button-candidate = { $id } · Es { $name }
receiving-button-create-all = Crear los { $count } nuevos
receiving-button-goods = Vuelve mercadería
receiving-button-money = Solo plata
receiving-button-same = Sí, es la misma
receiving-button-other = No, es otra
receiving-button-undo = Deshacer
receiving-button-open = Abrir
receiving-button-reopen = Recuperar
receiving-button-show = Ver esa
receiving-button-not-same = No es la misma
receiving-button-discard-sure = Sí, descartar
receiving-button-undo-sure = Sí, deshacer
receiving-button-back = ‹ Volver
receiving-button-line-fine = Está bien así
receiving-button-line-remove = Borrar renglón
receiving-button-line-create = Crear «{ $name }»
receiving-button-line-candidate = Es { $name }
receiving-button-line-other = Es otro producto
receiving-button-pack = { $units ->
        [1] Suelto
       *[other] × { $units }
    }

receiving-line-title = { $mark } <b>Renglón { $id }</b>
receiving-line-code = Código { $code }
receiving-line-quantity = Cantidad
receiving-line-price = Precio
receiving-line-discount = Descuento
receiving-line-amount = Importe
receiving-line-vat = IVA
receiving-line-unread = sin leer
receiving-line-product = Producto: <b>{ $name }</b>
receiving-line-unknown = Todavía no sé qué producto es.
receiving-line-not-goods = No es mercadería: suma a la cuenta, no al stock.
receiving-line-pack = Cada { $unit } trae { $units }: entran { $total } al stock.
receiving-line-pack-ask = Entra suelto. Si es un bulto, tocá cuántas unidades trae.
receiving-line-change = Para cambiarlo escribilo: «renglón { $id } son 12», «el { $id } a 1.250», «el { $id } viene por 6».
receiving-line-gone = Ese renglón ya no está.
receiving-doubt-arithmetic = { $quantity } × { $price } no da { $amount }.
receiving-doubt-ambiguous = Se puede leer de más de una manera.
receiving-doubt-missing_quantity = No pude leer la cantidad.
receiving-doubt-missing_price = No pude leer el precio.
receiving-doubt-missing_amount = No pude leer el importe.
receiving-doubt-no_prices = No trae precio.
receiving-doubt-sum_mismatch = El renglón cierra, pero la suma de la factura no.
receiving-doubt-unproven = Nada en el papel lo contradice ni lo prueba.

receiving-picture = 🟢 probado por las cuentas · 🟡 leído · 🔴 para mirar
receiving-picture-page = { $title }. El número es el del renglón.

receiving-posted-goods_in = ✅ <b>En stock</b>: { $lines ->
        [one] 1 renglón
       *[other] { $lines } renglones
    }, { $total }
receiving-posted-goods_out = ✅ <b>Salió del stock</b>: { $lines ->
        [one] 1 renglón
       *[other] { $lines } renglones
    }, { $total }
receiving-posted-money_only = ✅ <b>Registrada</b>, sin mover el stock: { $total }
receiving-posted-by = La recibió { $by } en { $shop }, { $at }.
receiving-posted-more = …y { $count } más
receiving-order-closed = 🛒 Cierra el pedido Nº { $number }.
receiving-order-partly_received = 🛒 Es parte del pedido Nº { $number }.
receiving-order-sent = 🛒 Es del pedido Nº { $number }.
receiving-order-cancelled = 🛒 Era del pedido Nº { $number }, que se canceló.
receiving-order-same = Vino todo lo pedido, sin aumentos.
receiving-order-missing = • Falta { $name }: { $units }
receiving-order-dearer = • Más caro { $name }: { $expected } → { $cost } (+{ $percent } %)
receiving-order-extra = • No pedido { $name }: { $units }
receiving-order-more = …y { $count } diferencias más
receiving-undone = ↩️ <b>Deshecha</b>: el stock volvió a como estaba.
receiving-undone-by = La deshizo { $by }, { $at }.
receiving-undo-ask = ¿Deshacés <b>{ $title }</b>? El stock vuelve a como estaba antes de recibirla.
receiving-discard-ask = ¿Descartás <b>{ $title }</b>? No entra nada al stock.
receiving-discarded = 🗑 Descartada por { $by }. No entró nada al stock.
receiving-discarded-nobody = 🗑 Descartada. No entró nada al stock.
receiving-joined = 🔗 Esta foto completó el comprobante anterior. Seguí en ese mensaje.

receiving-duplicate-posted = 🔁 <b>Ya fue recibida.</b>
receiving-duplicate-open = 🔁 <b>Ya está en revisión.</b>
receiving-duplicate-posted-by = La recibió { $by } en { $shop }, { $at }.
receiving-duplicate-open-by = La mandó { $by } en { $shop }, { $at }. Seguí en ese mensaje.
receiving-duplicate-picture = Es la misma foto. No entra dos veces.
receiving-duplicate-number = Tiene el mismo número. No entra dos veces.

receiving-unreadable = 😕 <b>No la pude leer.</b>
receiving-unreadable-joins = La próxima foto que mandes completa esta.
receiving-unreadable-no_text = No encontré texto. Apoyala en la mesa, bien estirada, y que entre entera en la foto.
receiving-unreadable-blurred = Salió movida. Apoyá el codo, esperá a que enfoque y sacala de nuevo.
receiving-unreadable-too_dark = Salió oscura. Buscá más luz, sin que tu sombra la tape.
receiving-unreadable-glare = Tiene un reflejo que tapa las letras. Sacala sin flash y un poco de costado.
receiving-unreadable-too_small = Las letras salieron muy chicas. Acercate hasta que la hoja ocupe toda la foto, o mandala como archivo.
receiving-unreadable-no_lines = No encontré los renglones. Acercate a la parte de los productos y sacá otra foto.
receiving-unreadable-no_total = No encontré el total. Sacale una foto a la parte de abajo.
receiving-unreadable-header_incomplete = No pude leer de quién es ni el número. Sacale una foto de cerca al QR.
receiving-unreadable-lines_doubtful = No pude leer bien los renglones. Acercate y sacá otra foto, con buena luz.
receiving-unreadable-sum_mismatch = Los números no cierran. Sacale otra foto más de cerca, con buena luz.
receiving-unreadable-qr_print_differ = El QR y lo impreso no dicen lo mismo. Sacale otra foto, bien de frente.
receiving-unreadable-not_an_invoice = No parece una factura, un remito ni un ticket.
receiving-unreadable-no_prices = No encontré los precios. Acercate y sacá otra foto.
receiving-unreadable-pages_missing = Falta una hoja. Mandá la que falta.
receiving-unreadable-several_documents = Hay más de un comprobante. Mandá una foto por cada uno.
receiving-unreadable-unsupported_type = Ese archivo no lo puedo abrir. Mandá una foto (JPG, PNG, WebP) o un PDF.
receiving-unreadable-heic = Es una foto HEIC de iPhone y en ese formato no la puedo abrir. Mandala como foto, no como archivo.
receiving-unreadable-too_large = El archivo pesa demasiado: hasta 20 MB. Mandala como foto.
receiving-unreadable-too_many_pixels = La imagen es demasiado grande. Mandala como foto en vez de archivo.
receiving-unreadable-too_many_pages = El PDF tiene demasiadas hojas: hasta 10.
receiving-unreadable-damaged = El archivo está dañado. Probá mandarlo de nuevo, o sacale una foto.
receiving-unreadable-encrypted = El PDF tiene contraseña. Mandalo sin clave, o sacale una foto.
receiving-unreadable-timeout = Tardé demasiado en leerla. Mandala de nuevo; si es muy larga, de a una hoja.
receiving-unreadable-out_of_memory = Es demasiado pesada para leerla. Mandala como foto, de a una hoja.
receiving-unreadable-empty = El archivo llegó vacío. Mandalo de nuevo.
receiving-unreadable-download_failed = No pude bajar la foto de Telegram. Mandala de nuevo.
receiving-unreadable-interrupted = Me interrumpieron mientras la leía. Mandala de nuevo.

receiving-answer-stale = Esa tarjeta ya cambió. Fijate en la que está ahora.
receiving-answer-forbidden = No tenés permiso para eso. Pedíselo al encargado o al dueño.
receiving-answer-gone = Ese comprobante ya no está.
receiving-edit-unknown_line = No hay un renglón { $line }.
receiving-edit-bad_value = Ese valor no lo puedo usar en { $where }.
receiving-edit-negative = Tiene que ser mayor que cero ({ $where }).
receiving-edit-too_large = Es demasiado grande. Fijate si sobran ceros.
receiving-edit-no_such_alternative = Esa opción ya no está. Fijate en la tarjeta de ahora.
receiving-edit-incomplete = Al renglón { $line } le falta un número. Decímelo: «renglón { $line } son 12».
receiving-edit-bad_cuit = Ese CUIT no es válido: revisá los once números.
receiving-edit-where-line = el renglón { $line }
receiving-edit-where-header = el encabezado
receiving-edit-where-total = el total
receiving-edit-where-exchange-rate = la cotización
receiving-currency-DOL = dólares
receiving-currency-one-DOL = dólar
receiving-currency-060 = euros
receiving-currency-one-060 = euro
receiving-currency-012 = reales
receiving-currency-one-012 = real
receiving-currency-other = otra moneda
receiving-currency-one-other = cotización
receiving-edit-where-date = la fecha

## Receiving: short answers beside the card
receiving-none-waiting = No hay facturas esperando. 👌
receiving-waiting = <b>Esperan que alguien las mire:</b>
receiving-button-open-waiting = Ver la { $number }
receiving-not-a-paper = Ese archivo no lo sé leer. Mandame una foto de la factura, o el PDF o la imagen como archivo.
receiving-too-large = Ese archivo pesa más de 20 MB y Telegram no me lo entrega. Mandame una foto, o el PDF más liviano.
receiving-corrected = { $count ->
    [one] ✏️ Corregido. Mirá la ficha.
   *[other] ✏️ Corregí { $count } cosas. Mirá la ficha.
}
receiving-state-gathering = Todavía estoy recibiendo las fotos de esa factura.
receiving-state-reading = Todavía estoy leyendo esa factura. Esperá un momento.
receiving-state-review = Esa factura está en revisión.
receiving-state-unreadable = Esa factura no se pudo leer: mandame otra foto.
receiving-state-posted = Esa factura ya fue recibida.
receiving-state-rejected = Esa factura fue descartada.
receiving-state-duplicate = Esa factura está repetida.
receiving-state-reversed = Esa recepción fue deshecha.
receiving-blocked-not-goods = Eso no es una factura ni un remito: no mueve stock.
receiving-blocked-header-incomplete = Faltan datos del encabezado: mandame una foto de cerca del QR, o decime el número y el CUIT.
receiving-blocked-issuer-cuit-invalid = El CUIT del proveedor tiene mal el dígito verificador. Corregilo antes de confirmar.
receiving-blocked-no-lines = La factura no tiene renglones.
receiving-blocked-lines-doubtful = Quedan renglones dudosos por mirar.
receiving-blocked-products-unknown = Quedan productos por elegir o crear.
receiving-blocked-choose-treatment = Decime si la nota de crédito devuelve mercadería o es solo plata.
receiving-blocked-choose-delivery-note = Decime si es la misma entrega que el remito anterior.
receiving-blocked-difference = Los renglones no suman el total: mirá la diferencia antes de confirmar.
receiving-problem-unknown-line = Ese renglón ya no está en la factura.
receiving-problem-unknown-product = Ese producto ya no está. Elegí otro.
receiving-problem-bad-name = Falta el nombre del producto.
receiving-problem-already-posted = Esa factura ya fue recibida.
receiving-problem-already-received = Esa factura ya fue recibida.
receiving-problem-too-late = Solo se puede deshacer el mismo día. El dueño puede revertirla: que responda a ese mensaje «revertir», y el motivo.
receiving-problem-already-reversed = Esa recepción ya fue deshecha.
receiving-problem-completed-by = Primero hay que deshacer la factura de esa misma entrega.
receiving-problem-reason-missing = Falta el motivo: «revertir, vino equivocada».
receiving-reverted = ↩️ Revertida. El stock volvió a como estaba.
receiving-short-arithmetic = no cierra
receiving-short-ambiguous = hay más de una lectura
receiving-short-missing_quantity = falta la cantidad
receiving-short-missing_price = falta el precio
receiving-short-missing_amount = falta el importe
receiving-short-no_prices = sin precio
receiving-short-sum_mismatch = cierra, pero la suma no
receiving-short-unproven = fijate si está bien
receiving-blocked-exchange-rate = Está en otra moneda: decime a cuánto la tomo, por ejemplo «dólar a 1.180,50».

## Stock
stock-empty = Todavía no hay productos. Mandame la foto de una factura y empezamos.
stock-none = No encontré «{ $words }». Probá con otra palabra, por ejemplo /stock yerba.
stock-cost = costo promedio { $cost }
stock-negative = quedó en menos: contalo cuando puedas
stock-report-title = 📦 <b>Informe de stock</b>
stock-report-products = { $withStock } de { $products } productos tienen mercadería.
stock-report-value = Vale <b>{ $value }</b> al costo promedio.
stock-report-negative =
    { $count ->
        [one] ⚠️ 1 producto quedó en menos: contalo con /calibrar.
       *[other] ⚠️ { $count } productos quedaron en menos: contalos con /calibrar.
    }
stock-report-no-category = Sin categoría
stock-report-category =
    { $products ->
        [one] { $name }: 1 producto
       *[other] { $name }: { $products } productos
    }
stock-report-more = …y { $count } categorías más
stock-report-next = Producto por producto: /stock, o en planilla con /exportar. Lo que se acaba: /pronostico.
command-informe_stock = Cuánta mercadería hay y cuánto vale

## Places: shops, depots and who works where
places-title = 🏪 <b>Locales y depósitos</b>
places-here = (acá estás vos)
places-nobody = sin gente asignada
places-how =
    Para agregar: <code>/depositos nuevo depósito: Fondo</code> o <code>/depositos nuevo local: Belgrano</code>
    Para cambiar un nombre: <code>/depositos renombrar Fondo: Galpón</code>
places-rename-how = Para cambiarle el nombre: <code>/depositos renombrar { $name }: nombre nuevo</code>
places-move-here = 📍 Trabajo acá desde ahora
places-move-others = 👥 Mandar a alguien acá
places-close = 🚫 Cerrarlo
places-back = ‹ Volver
places-who = ¿Quién pasa a trabajar en <b>{ $place }</b>?
places-close-ask = ¿Cerrás <b>{ $place }</b>? Queda su historia, pero no se puede usar más.
places-close-yes = Sí, cerrar
places-created = ✅ Listo: ya está <b>{ $place }</b>. Con /transferir podés llevar mercadería.
places-renamed = ✅ <b>{ $before }</b> ahora se llama <b>{ $name }</b>.
places-closed = ✅ <b>{ $place }</b> quedó cerrado.
places-moved = 📍 { $person } ahora trabaja en <b>{ $place }</b>: lo que cargue va a ese stock.
places-refused-forbidden = Los locales y depósitos los maneja el dueño.
places-refused-revoked = Ya no tenés acceso a este negocio.
places-refused-not-found = No encontré ese lugar. Mirá los nombres con /depositos.
places-refused-empty-name = Falta el nombre, por ejemplo: <code>/depositos nuevo depósito: Fondo</code>
places-refused-name-taken = Ya hay un lugar con ese nombre.
places-refused-not-empty = Todavía tiene mercadería, algo en camino o un recuento abierto. Primero vacialo con /transferir.
places-refused-in-use = Todavía trabaja gente ahí, o es el único local.

## Approvals
approvals-kind-exit = Salida grande
approvals-kind-count = Diferencia de recuento
approvals-kind-price = Cambio de precio
approvals-card-title = 🔔 <b>{ $kind }</b>: pide { $name } ({ $at })
approvals-approve = ✅ Aprobar
approvals-reject = ❌ Rechazar
approvals-state-approved = ✅ Aprobado por { $name }.
approvals-state-rejected = ❌ Rechazado por { $name }.
approvals-state-withdrawn = ↩️ Quien lo pidió lo retiró.
approvals-told-approved = ✅ { $name } aprobó lo que pediste.
approvals-told-rejected = ❌ { $name } rechazó lo que pediste. No se cambió nada.
approvals-none = No hay nada esperando tu visto bueno.
approvals-pending =
    { $count ->
        [one] Hay <b>1</b> pedido esperando tu visto bueno:
       *[other] Hay <b>{ $count }</b> pedidos esperando tu visto bueno:
    }
approvals-limits = ⚙️ Límites
approvals-limits-title =
    ⚙️ <b>Hasta dónde deciden solos</b>
    Lo que pase de ahí te lo pregunto.
approvals-limit-row = { $kind }: { $limit }
approvals-limit-of-exit = Salidas
approvals-limit-of-count = Recuentos
approvals-limit-of-price = Precios
approvals-limit-none = sin límite
approvals-limit-always = siempre preguntar
approvals-limit-value = hasta { $value }
approvals-limit-percent = hasta { $percent } %
approvals-limit-choose = { $role } · <b>{ $kind }</b>: { $limit }. ¿Cuál va a ser el límite?
approvals-back = ‹ Volver
approvals-refused-forbidden = Eso lo decide solo el dueño.
approvals-refused-revoked = Ya no tenés acceso a este negocio.
approvals-refused-not-found = Ese pedido no existe.
approvals-refused-already-decided = Ese pedido ya estaba decidido.
approvals-effect-insufficient_stock = No se pudo aplicar: ya no hay stock suficiente. Rechazalo y que lo pidan de nuevo.
approvals-effect-revoked = No se pudo aplicar: quien lo pidió ya no tiene acceso.
approvals-effect-forbidden = No se pudo aplicar: quien lo pidió ya no puede hacerlo.
approvals-effect-gone = No se pudo aplicar: lo que pedía ya cambió.

## Missing list
missing-ask = 📝 <b>¿Lo anoto en faltantes?</b>
missing-which = ¿Cuál es «{ $words }»?
missing-noted = 📝 <b>Anotado en faltantes</b>
missing-dropped = No anoté nada.
missing-undone = ↩️ Listo, lo saqué de faltantes.
missing-button-confirm = Anotar
missing-button-drop = Cancelar
missing-button-words = Ninguno: anotarlo así
missing-button-undo = Deshacer
missing-button-list = Ver la lista
missing-button-done = ✅ Ya está
missing-button-remove = 🗑 Borrar
missing-button-back = ‹ Volver
missing-button-restore = Deshacer
missing-button-order = 🛒 Pedir a { $supplier } ({ $count })
missing-button-order-nobody = 🛒 Pedir lo que no tiene proveedor ({ $count })
missing-no-supplier = Sin proveedor
missing-title = 📝 <b>Faltantes</b> ({ $count }). Tocá un número para tacharlo o borrarlo.
missing-empty = No hay faltantes anotados. Anotá así: «falta coca de litro y medio».
missing-by = Lo anotó { $by }, { $at }.
missing-news-done = ✅ Taché «{ $name }».
missing-news-removed = 🗑 Borré «{ $name }».
missing-news-open = ↩️ «{ $name }» volvió a la lista.
missing-problem-forbidden = No tenés permiso para eso.
missing-problem-revoked = Ya no tenés acceso a este negocio.
missing-problem-not-found = Eso ya no está, o lo escribió otra persona.
missing-problem-stale = Esa tarjeta ya se usó.
missing-problem-ambiguous = Falta decir cuál es.
missing-problem-too-late = Solo se puede deshacer el mismo día. Borralo de la lista con /faltante.
missing-problem-already-closed = Ese ya no está en la lista.
missing-problem-listed-again = Ese producto ya está anotado de nuevo.

## Orders
ordering-nothing = 🛒 No hay nada para pedir: no hay faltantes y el stock alcanza.
ordering-title-wanted = 🛒 <b>Para pedir</b>
ordering-wanted = • <b>{ $supplier }</b>: { $count ->
    [one] 1 producto
   *[other] { $count } productos
 }{ $estimate }
ordering-title-open = 🚚 <b>Pedidos en curso</b>
ordering-open-draft = • Nº { $number } · { $supplier } · borrador
ordering-open-sent = • Nº { $number } · { $supplier } · enviado { $at }
ordering-open-partly_received = • Nº { $number } · { $supplier } · llegó una parte
ordering-button-open = Nº { $number } · { $supplier }
ordering-head = 🛒 <b>Pedido Nº { $number }</b> · { $supplier }
ordering-state-draft = Borrador: todavía no se envió.
ordering-state-sent = 🚚 Lo envió { $by }, { $at }.
ordering-state-partly_received = 📦 Llegó una parte. Lo envió { $by }, { $at }.
ordering-state-closed = ✅ Cerrado. Lo envió { $by }, { $at }.
ordering-state-cancelled = ✖️ Cancelado.
ordering-no-lines = No queda ningún renglón.
ordering-estimate = Estimado al último costo: <b>{ $total }</b>
ordering-how = Tocá un número para cambiarlo, o respondé a este mensaje: «el 2 son 24», «borrá el 3».
ordering-button-send = 📤 Enviar: dame el texto
ordering-button-text = Texto para reenviar
ordering-button-csv = CSV
ordering-button-unsend = No lo envié
ordering-button-cancel = Cancelar pedido
ordering-button-close = Cerrar: no llega más
ordering-button-drop = Descartar
ordering-button-orders = ‹ Pedidos
ordering-button-back = ‹ Volver
ordering-button-remove = 🗑 Sacar
ordering-button-sure = Sí
ordering-line-quantity = Pedir <b>{ $packs }</b> ({ $total })
ordering-line-cost = A { $cost } cada uno: { $total }
ordering-line-how = O respondé: «el { $number } son 24».
ordering-reason-stock = Stock { $available } · en camino { $ordered }
ordering-reason-demand = Salen { $daily } por día: alcanza { $cover } días y el proveedor tarda { $lead }.
ordering-reason-point = Punto de pedido: calculado { $computed } · a mano { $minimum }
ordering-reason-maximum = Recortado al máximo que pusiste.
ordering-reason-shelf = Recortado a lo que se vende antes de vencer.
ordering-ask-cancel = ¿Cancelo el pedido Nº { $number }? Lo que era faltante vuelve a la lista.
ordering-ask-close = ¿Cierro el pedido Nº { $number }? Lo que no llegó vuelve a faltantes.
ordering-terms-name-leadTimeDays = Tarda
ordering-terms-name-orderDays = Toma pedidos
ordering-terms-name-reviewDays = Le pedimos
ordering-terms-name-minimumOrder = Pedido mínimo
ordering-terms-name-budget = Presupuesto por pedido
ordering-terms-leadTimeDays = { $days ->
        [one] 1 día
       *[other] { $days } días
    }
ordering-terms-reviewDays = { $days ->
        [one] todos los días
       *[other] cada { $days } días
    }
ordering-terms-none-leadTimeDays = lo que vea en las entregas
ordering-terms-none-orderDays = cualquier día
ordering-terms-none-reviewDays = cada 7 días
ordering-terms-none-minimumOrder = sin mínimo
ordering-terms-none-budget = sin tope
ordering-terms-from-said = lo dijiste vos
ordering-terms-from-learned = así vienen llegando los pedidos
ordering-terms-from-usual = todavía no vi ninguna entrega
ordering-terms-how =
    Para cambiarlo escribí, por ejemplo:
    <code>{ $name } tarda 3 días</code>
    <code>{ $name } toma pedidos los lunes y jueves</code>
    <code>{ $name } mínimo 50.000</code>
    <code>{ $name } sin mínimo</code>
ordering-terms-button-order = 🛒 Armar el pedido
ordering-terms-ask = ¿Cambio a <b>{ $name }</b>, { $term }? { $before } → <b>{ $after }</b>
ordering-terms-set = ✅ <b>{ $name }</b>, { $term }: { $before } → <b>{ $after }</b>
ordering-terms-kept = Quedó como estaba.
ordering-terms-unknown = No conozco al proveedor «{ $words }». Se agrega solo con su primera factura.
ordering-terms-which = ¿Cuál de estos? Escribilo más completo: { $names }
ordering-text-head = Pedido de { $company }, { $at }
ordering-text-packs = { $packs ->
    [one] 1 bulto
   *[other] { $packs } bultos
 } de { $size } ({ $total })
ordering-text-thanks = ¡Gracias!
ordering-csv-head = producto;cantidad;unidad;unidades por bulto;bultos;ultimo costo
ordering-problem-forbidden = Los pedidos los hace el encargado o el dueño.
ordering-problem-revoked = Ya no tenés acceso a este negocio.
ordering-problem-not-found = Ese pedido ya no está.
ordering-problem-unknown-supplier = Ese proveedor ya no está.
ordering-problem-unknown-line = Ese renglón ya no está en el pedido.
ordering-problem-unknown-product = Ese producto ya no está.
ordering-problem-bad-quantity = Esa cantidad no la puedo usar.
ordering-problem-bad-value = Ese valor no lo puedo usar.
ordering-problem-nothing-to-order = El pedido no tiene ningún renglón.
ordering-problem-wrong-state = Ese pedido ya cambió: fijate cómo está ahora.
ordering-problem-too-late = Eso se puede deshacer solo el mismo día y antes de que llegue algo.
ordering-edited = { $count ->
    [one] ✏️ Cambié 1 renglón del pedido Nº { $number }.
   *[other] ✏️ Cambié { $count } renglones del pedido Nº { $number }.
 }

## Movements without a paper
command-entrada = Entró mercadería: /entrada 4 yerba
command-salida = Sacaste algo: /salida 2 oreo
command-venta = Vendiste: /venta 3 coca
command-merma = Se rompió o venció: /merma 1 leche
command-corregir = Decir cuánto hay: /corregir yerba 12
command-deshacer = Volver atrás lo último que hiciste hoy
moves-title-entry = 📥 Entrada
moves-title-exit = 📤 Salida
moves-title-sale = 🛒 Venta
moves-title-waste = 🗑 Merma
moves-title-correction = ✏️ Corrección
moves-which = ❓ «{ $phrase }»: ¿cuál es?
moves-unknown = 🆕 «{ $phrase }»: no lo conozco. ¿Lo creo?
moves-how-many = ❓ <b>{ $name }</b>: ¿cuánto? Tocá o escribí el número.
moves-type-quantity = ✍️ Escribí la cantidad de <b>{ $name }</b>.
moves-confirm-ask = ¿Lo anoto?
moves-waiting = ⏳ Es mucho para sacarlo sin el dueño: ya le pregunté. Cuando conteste te aviso acá.
moves-problem-waiting = Eso espera la respuesta del dueño.
moves-button-confirm = ✅ Confirmar
moves-button-cancel = Cancelar
moves-button-leave-out = Dejarlo afuera
moves-button-create = ➕ Crear «{ $name }»
moves-button-quantity = ✏️ Cantidad{ $number }
moves-button-loose = { $quantity } sueltas{ $number }
moves-button-undo = ↩️ Deshacer
moves-cancelled = Cancelado. No anoté nada.
moves-by = { $by }, { $at }
moves-undone = Deshecho.
moves-undone-by = Lo deshizo { $by }, { $at }.
moves-as-before = vuelve a como estaba
moves-usage-entry = Decime qué entró, por ejemplo: «dejé 4 yerba y 2 cajas de Oreo» o /entrada 4 yerba.
moves-usage-exit = Decime qué sacaste, por ejemplo: «saqué 2 Oreo y 1 Coca de 2,25» o /salida 2 oreo.
moves-usage-sale = Decime qué vendiste, por ejemplo: «vendí 3 Coca de litro y medio» o /venta 3 coca.
moves-usage-waste = Decime qué se perdió, por ejemplo: «se rompieron 2 botellas de aceite» o /merma 2 aceite.
moves-usage-correction = Decime cuánto hay de verdad, por ejemplo: /corregir yerba playadito 12.
moves-problem-forbidden = No tenés permiso para eso. Pedíselo al encargado o al dueño.
moves-problem-unknown_proposal = Eso ya no está.
moves-problem-stale = Esa tarjeta ya cambió. Fijate en la que está ahora.
moves-problem-closed = Eso ya está resuelto: no lo anoto dos veces.
moves-problem-unknown_item = Ese renglón ya no está.
moves-problem-incomplete = Todavía falta aclarar algo.
moves-problem-product = No pude crear ese producto. Probá con otro nombre.
moves-problem-bad_quantity = Esa cantidad no la puedo usar: tiene que ser mayor que cero.
moves-problem-unknown_product = Uno de los productos ya no está en uso.
moves-problem-repeated_product = Un producto está dos veces: dejá uno solo.
moves-problem-too_many_items = Son demasiados productos juntos.
moves-problem-needs_approval = Es mucho para anotarlo sin el dueño. Pedile que lo apruebe.
moves-problem-insufficient_stock = No hay tanto para sacar de ahí.
moves-problem-other = No lo pude anotar. Probá de nuevo.
moves-problem-not_found = Eso ya no está.
moves-problem-already_undone = Ya estaba deshecho.
moves-problem-too_late = Solo se puede deshacer el mismo día. Si está mal, corregilo con /corregir.

## Undo, state and support
command-estado = Cómo anda el sistema
command-soporte = A quién preguntarle si algo no anda
undo-nothing = Hoy no hiciste nada que se pueda deshacer.
undo-ask = ¿Deshago esto? Es lo último que hiciste hoy.
undo-also = También de hoy:
undo-count = <b>📋 Conteo</b> { $title } · { $at }
undo-transfer = <b>🚚 Transferencia</b> { $from } → { $to } · { $at }
undo-import = <b>📄 Planilla</b> { $name } · { $at }
undo-import-products = Los productos que cargó una planilla no se deshacen solos: corregí la planilla y mandala de nuevo.
undo-label-count = 📋 Conteo { $title }
undo-label-transfer = 🚚 { $from } → { $to }
undo-label-receipt = 🧾 { $supplier }
undo-label-import = 📄 { $name }
undo-button-other = ↩️ { $at } { $what }
undo-receipt = <b>🧾 Factura recibida</b> de { $supplier } · { $at }
undo-button = ↩️ Sí, deshacer
system-well = 🟢 <b>Todo anda bien.</b>
system-busy = 🟡 <b>Hay mucho trabajo acumulado.</b> Puede tardar un poco más.
system-stuck = 🔴 <b>Las lecturas están demoradas.</b> Si sigue así, avisá con /soporte.
system-reading =
    { $count ->
        [0] 📷 No hay fotos por leer.
        [one] 📷 Estoy leyendo 1 factura.
       *[other] 📷 Hay { $count } facturas por leer.
    }
system-waiting =
    { $count ->
        [0] 👀 Ninguna factura espera que la mires.
        [one] 👀 1 factura espera que la mires: /pendientes
       *[other] 👀 { $count } facturas esperan que las mires: /pendientes
    }
system-queue = Mensajes por atender: { $incoming } · por enviar: { $outgoing }
system-failed =
    { $count ->
        [0] Esta semana no falló ningún mensaje.
        [one] Esta semana falló 1 mensaje.
       *[other] Esta semana fallaron { $count } mensajes.
    }
system-database = Base de datos { $version }: { $size } MB
system-cache-well = Memoria rápida: bien
system-cache-away = Memoria rápida: no responde (todo sigue andando)
system-assistant-off = 🤖 Asistente: no está configurado
system-assistant-consent = 🤖 Asistente: espera que el dueño acepte (/asistente)
system-assistant-working = 🤖 Asistente: anda.
system-assistant-spent = 🤖 Asistente: llegó al límite de hoy.
system-assistant-resting = 🤖 Asistente: no responde; lo dejo descansar un rato.
system-assistant-use = Hoy { $calls } de { $limit } consultas, { $failures } sin respuesta, { $tokens } fichas.
system-arca-off = 🏛️ ARCA: no está configurado
system-arca-wrong =
    🏛️ ARCA: { $problem ->
        [certificate_missing] falta el certificado (AFIP_CERT).
        [key_missing] falta la clave del certificado (AFIP_KEY).
        [cuit_missing] falta el CUIT (AFIP_CUIT).
        [secret_key_missing] falta SECRET_KEY.
        [certificate_unreadable] no puedo leer el certificado.
        [certificate_expired] el certificado venció; hay que sacar otro.
        [key_unreadable] no puedo leer la clave del certificado.
        [key_not_rsa] la clave del certificado no es RSA.
       *[key_of_another_certificate] la clave es de otro certificado.
    }
system-arca-working =
    🏛️ ARCA: { $waiting ->
        [0] al día
        [one] 1 factura por verificar
       *[other] { $waiting } facturas por verificar
    }
system-arca-away =
    🏛️ ARCA no responde: { $waiting ->
        [one] 1 factura sin verificar.
       *[other] { $waiting } facturas sin verificar.
    }
system-last-problem = Último problema: { $problem }.
system-version = Versión { $version }
system-support-ask = Si algo no anda, hablá con { $names }.
system-support-owner = Si algo no anda, hablá con quien te instaló el sistema.
system-support-code =
    Pasale este código: <code>{ $code }</code> (versión { $version }).
    Con eso se encuentra en el registro qué estaba pasando.

## ARCA's check of an invoice
receiving-opinion =
    { $count ->
        [one] 🤖 El asistente lee otra cosa en el renglón { $ids }: miralo con el papel.
       *[other] 🤖 El asistente lee otra cosa en los renglones { $ids }: miralos con el papel.
    }
arca-pending = 🏛️ Todavía sin verificar en ARCA.
arca-verified = 🏛️ Verificada en ARCA.
arca-unreported = 🏛️ ARCA: el código es bueno, pero el proveedor todavía no informó esta factura.
arca-amount_differs = ⚠️ ARCA: no coincide el importe. Compará el total con el papel; si el papel dice eso, consultá al proveedor antes de pagar.
arca-not_found = ⚠️ ARCA: no figura. Revisá el CAE, el número y el CUIT con el papel; si están bien, no la pagues sin hablar con el proveedor.
arca-issuer_differs = ⚠️ ARCA: ese CAE es de otro CUIT. Revisá el CUIT del proveedor con el papel.
arca-type_differs = ⚠️ ARCA: no coincide el tipo de comprobante. Revisá la letra y el código con el papel.
arca-number_differs = ⚠️ ARCA: no coincide el número. Revisá el punto de venta y el número con el papel.
arca-date_differs = ⚠️ ARCA: no coincide la fecha. Revisala con el papel; si está bien, consultá al proveedor.
arca-receiver_differs = ⚠️ ARCA: está hecha a nombre de otro. Fijate a qué CUIT te la facturaron; si no es el tuyo, pedile al proveedor que la rehaga.
arca-receiver_missing = ⚠️ ARCA: para verificarla hace falta tu CUIT y no lo leí en el papel. Revisá que la factura lo tenga.
arca-rejected = ⚠️ ARCA no la reconoce: «{ $words }» Compará los datos con el papel; si están bien, consultá al proveedor antes de pagar.


## Prices
prices-head-receipt = 💲 { $count ->
    [0] <b>Precios de venta</b>
    [one] <b>Subió 1 producto</b>
   *[other] <b>Subieron { $count } productos</b>
 }
prices-head-index = 💲 { $count ->
    [one] <b>1 precio</b> por el índice
   *[other] <b>{ $count } precios</b> por el índice
 }
prices-head-person = 💲 { $count ->
    [one] <b>¿Cambio este precio?</b>
   *[other] <b>¿Cambio { $count } precios?</b>
 }
prices-margin-fell = Tu margen baja de { $before } a <b>{ $now }</b>; con estos precios queda en { $after }.
prices-margin = Tu margen hoy es <b>{ $now }</b>; con estos precios queda en { $after }.
prices-more = …y { $count } más
prices-state-waiting = ⏳ Espera el visto bueno del dueño.
prices-state-applied = ✅ Aplicado.
prices-state-ignored = ✖️ Quedaron los precios de antes.
prices-state-undone = ↩️ Deshecho: volvieron los precios de antes.
prices-state-void = ✖️ La compra se deshizo: los precios quedan como estaban.
prices-button-apply = { $count ->
    [one] ✅ Aplicar
   *[other] ✅ Aplicar los { $count }
 }
prices-button-edit = ✏️ Editar
prices-button-ignore = Ignorar
prices-button-undo = Deshacer
prices-button-back = ‹ Volver
prices-button-leave = Dejarlo como está
prices-button-rules = 💲 Proponer según costo y margen
prices-button-index = 📈 Actualizar por el índice
prices-button-csv = 📄 Lista de precios (CSV)
prices-edit = Tocá el número del que quieras cambiar.
prices-as-it-is = queda como está
prices-none = sin precio
prices-line-move = { $before } → <b>{ $after }</b>
prices-line-cost = Cuesta { $cost } · margen { $margin }
prices-cost = costo { $cost } · margen { $margin }
prices-suggested = { " " }· sugerido { $price }
prices-earlier = Antes: { $prices }
prices-home = 💲 <b>Cómo se arman los precios</b>
prices-no-margins = Todavía no hay márgenes: se mantiene el que tiene cada producto.
prices-everything = Todo
prices-margin-row = • { $name }: margen { $margin } (recargo { $markup })
prices-rounding = Redondeo: a { $to } para arriba
prices-index = Último índice: { $month }, { $percent }
prices-how =
    Escribí, por ejemplo:
    <code>/precios yerba</code>
    <code>/precios yerba a 1.850</code>
    <code>/precios margen bebidas 35</code>
    <code>/precios redondeo 50</code>
    <code>/precios indice 10/2026 2,4</code> (o mandá un archivo ipc.csv)
prices-index-unreadable = No pude leer ese índice. Mandá un CSV con dos columnas: <code>mes;porcentaje</code>, por ejemplo <code>10/2026;2,4</code>, o el del INDEC.
prices-how-ask = Escribí el producto, por ejemplo: <code>/precios yerba</code>
prices-changed = ✅ Listo. Los precios de hoy no cambian hasta que los apliques.
prices-unknown = No encontré ese producto. Probá con otra palabra: /precios yerba
prices-which = ¿Cuál de estos? Escribilo más completo.
prices-summary = { $name }: { $before } → { $after }
prices-csv-head = producto;categoria;precio;costo;margen %;sugerido
prices-problem-forbidden = Los precios los manejan el encargado y el dueño.
prices-problem-revoked = Ya no tenés acceso a este negocio.
prices-problem-not-found = Eso ya no está.
prices-problem-closed = Eso ya se decidió.
prices-problem-stale = El precio ya cambió después de esa tarjeta. Pedilo de nuevo.
prices-problem-unknown-line = Ese renglón ya no está.
prices-problem-unknown-product = Ese producto ya no está.
prices-problem-bad-price = Ese precio no lo puedo usar.
prices-problem-bad-value = Ese valor no lo puedo usar.
prices-problem-nothing-to-change = No hay precios para cambiar.
prices-problem-too-late = Solo se puede deshacer el mismo día.

## Assistant
command-asistente = El asistente: prenderlo o apagarlo
assistant-none = El asistente no está configurado. Todo lo demás funciona igual sin él.
assistant-ask-owner = El asistente lo prende o lo apaga el dueño.
assistant-title-on = 🤖 <b>El asistente está prendido.</b>
assistant-title-off = 🤖 <b>El asistente está apagado.</b>
assistant-leaves =
    Cuando alguien escribe algo que no entiendo, le mando esa frase a <b>{ $host }</b>. Para responder preguntas le mando también lo que haga falta de stock, compras, costos, pedidos y pronósticos de este negocio; las notas de voz, para pasarlas a texto. De una factura con renglones dudosos salen del negocio los recortes de esos renglones (nada más de la foto), para que opine qué números ve; elegís vos.
    No mando nombres de empleados, teléfonos, claves, fotos enteras ni datos de otros negocios. No puede anotar nada: todo se confirma como siempre.
assistant-usage = Hoy: { $calls } de { $limit } consultas, { $failures } sin respuesta, { $tokens } fichas.
assistant-button-on = Acepto, prendelo
assistant-button-off = Apagalo
assistant-answer-source = Según { $sources }.
assistant-source-stock = el stock de ahora
assistant-source-purchases = los comprobantes recibidos
assistant-source-costs = los costos de las facturas recibidas
assistant-source-orders = la sugerencia de pedido
assistant-source-missing = la lista de faltantes
assistant-source-forecast = el pronóstico
assistant-spent = 🤖 Por hoy se terminaron las consultas al asistente. Mañana vuelve; lo demás funciona igual.
assistant-away = 🤖 El asistente no responde ahora. Probá en un rato, o pedímelo con un comando: /ayuda.
assistant-unfounded = 🤖 No lo puedo responder con datos del negocio. Probá preguntarlo de otra forma.
assistant-heard = 🎙️ «{ $text }»
assistant-no-voice = Los audios todavía no los entiendo. Escribímelo.
assistant-not-heard = No pude pasar el audio a texto. Escribímelo.
## Forecast: what runs out and when
command-pronostico = Qué se termina y cuándo: /pronostico yerba
forecast-weekday-lun = lun
forecast-weekday-mar = mar
forecast-weekday-mie = mié
forecast-weekday-jue = jue
forecast-weekday-vie = vie
forecast-weekday-sab = sáb
forecast-weekday-dom = dom
forecast-on-0 = los lunes
forecast-on-1 = los martes
forecast-on-2 = los miércoles
forecast-on-3 = los jueves
forecast-on-4 = los viernes
forecast-on-5 = los sábados
forecast-on-6 = los domingos
forecast-day-quiet_holiday = Feriado
forecast-day-holiday = Feriado
forecast-day-bridge = Puente
forecast-day-closed = Cerrado
forecast-day-eve = Víspera
forecast-day-bonus = Aguinaldo
forecast-day-pay_days = Días de cobro
forecast-empty = Ya no queda.
forecast-hours = Se termina { $day }: no llega a un día.
forecast-days =
    { $days ->
        [one] Te alcanza 1 día: se termina el { $day }.
       *[other] Te alcanza { $days } días: se termina el { $day }.
    }
forecast-long = Te alcanza por lo menos hasta el { $until }.
forecast-still = No se está vendiendo: quedan { $stock }.
forecast-stock = Hay { $stock }; salen { $daily } por día.
forecast-on-order = 🛒 Pedido y en camino: { $quantity }.
forecast-lead =
    { $days ->
        [one] Hasta que llegue un pedido (1 día) podés necesitar hasta { $quantity }.
       *[other] Hasta que llegue un pedido ({ $days } días) podés necesitar hasta { $quantity }.
    }
forecast-why-steady = Se viene vendiendo parejo.
forecast-why-rising = Viene subiendo: { $percent } % más que el mes anterior.
forecast-why-falling = Viene bajando: { $percent } % menos que el mes anterior.
forecast-why-weekday = Se vende { $percent } % más { $day }.
forecast-why-known-day = Tengo en cuenta: { $what } el { $day }.
forecast-why-closed = El { $day } ({ $what }) cuento con que está cerrado.
forecast-why-unseen = No cuento { $days } días sin stock.
forecast-why-no-sales = No se vendió nada en las últimas semanas.
forecast-why-last-sale = La última venta fue hace { $days } días.
forecast-error = Suelo errar ±{ $error } por semana.
forecast-error-small = Suelo errar menos de 1 por semana.
forecast-error-unknown = Todavía no hay historia para decirte cuánto suelo errar.
forecast-button-list = 📋 Qué se termina
forecast-button-preferences = ⚙️ Qué avisos recibo
forecast-list-title = 📋 <b>Se termina antes de que llegue un pedido</b>
forecast-daily-title = ☀️ <b>Buen día. Hay que pedir hoy:</b>
forecast-weekly-title = 🗓 <b>Esta semana se termina:</b>
forecast-weekly-well = 🗓 <b>Esta semana</b> no se termina nada.
forecast-all-well = 👍 Nada se termina antes de que llegue un pedido.
forecast-no-supplier = Sin proveedor conocido
forecast-lead-short =
    { $days ->
        [one] (tarda 1 día)
       *[other] (tarda { $days } días)
    }
forecast-row = { $day } (quedan { $stock })
forecast-row-empty = no queda
forecast-more =
    { $count ->
        [one] … y uno más.
       *[other] … y { $count } más.
    }
forecast-which = ¿Cuál de estos? «{ $words }»
forecast-none = No encontré «{ $words }». Probá con otra palabra del nombre.
forecast-gone = Ese producto ya no está.
forecast-no-history = Todavía no hay ventas anotadas de <b>{ $name }</b>: con unos días de ventas te digo cuánto te alcanza.
forecast-preferences = ⚙️ <b>Avisos a hora fija</b>. Tocá para prender o apagar.
forecast-preference-daily = Todos los días a las 8: qué pedir
forecast-preference-weekly = Los lunes: qué se termina en la semana
forecast-shop-days-one = el { $day }
forecast-shop-days-span = del { $from } al { $until }
forecast-shop-days-ask-closed = ¿Anoto que { $days } está cerrado?
forecast-shop-days-ask-open = ¿Anoto que { $days } abrimos?
forecast-shop-days-said-closed = ✅ Cuento con que { $days } está cerrado.
forecast-shop-days-said-open = ✅ Cuento con que { $days } abrimos.
forecast-shop-days-said-usual = ↩️ Listo: { $days } como siempre.
forecast-shop-days-problem-forbidden = No tenés permiso: cuándo se cierra lo dice el encargado o el dueño.
forecast-shop-days-problem-revoked = Ya no tenés acceso a este negocio.
forecast-shop-days-problem-bad-days = Esos días no los puedo usar.
forecast-chart-runs-out = se termina { $day }
forecast-chart-today = hoy
forecast-chart-sold = vendido
forecast-chart-unseen = sin stock
forecast-chart-forecast = pronóstico
forecast-chart-band = 8 de cada 10 veces


## Tables in and out
command-exportar = Bajar productos, stock o ventas
command-importar = Cargar productos, stock o ventas de una planilla
exchange-kind-products = Productos
exchange-kind-stock = Stock
exchange-kind-sales = Ventas
exchange-file-products = productos
exchange-file-stock = stock
exchange-file-sales = ventas
exchange-export-ask = ¿Qué querés bajar?
exchange-button-export = { $what } { $format }
exchange-import-help =
    Mandame la planilla como archivo (Excel o CSV, hasta 5 MB). Antes de guardar te muestro qué cambia.
    <b>Productos:</b> sku, nombre, codigo_barras, unidad, unidades_por_bulto, iva, categoria
    <b>Stock:</b> sku, nombre, local, cantidad, costo
    <b>Ventas:</b> fecha, sku, nombre, local, cantidad
    Si querés una de muestra, tocá cuál:
exchange-import-title = <b>📄 { $name }</b>
exchange-import-summary = { $kind }: { $created } nuevos, { $changed } cambian, { $unchanged } quedan igual.
exchange-import-errors =
    { $count ->
        [one] ⚠️ Hay 1 fila con problemas. No guardé nada:
       *[other] ⚠️ Hay { $count } filas con problemas. No guardé nada:
    }
exchange-import-repair = Corregilas y mandá la planilla de nuevo.
exchange-import-same = Todo está igual: no hay nada para cambiar.
exchange-import-ask = ¿Lo guardo?
exchange-button-undo = ↩️ Deshacer
exchange-import-undone = ↩️ <b>Deshecho</b>: el stock volvió a como estaba.
exchange-button-apply = ✅ Guardar todo
exchange-more = …y { $count } más
exchange-row = Fila { $line }: { $problem }
exchange-row-unknown_product = no conozco ese producto
exchange-row-ambiguous_name = hay más de un producto con ese nombre: poné el sku
exchange-row-name_missing = falta el nombre, o es demasiado largo
exchange-row-bad_quantity = la cantidad no es un número que sirva
exchange-row-bad_cost = el costo no es un número
exchange-row-bad_date = la fecha va como 31/12/2026
exchange-row-future_date = la fecha todavía no llegó
exchange-row-unknown_place = no conozco ese local
exchange-row-repeated = está repetida
exchange-row-bad_pack = las unidades por bulto no son un número que sirva
exchange-row-bad_vat = el IVA no es un porcentaje
exchange-row-bad_unit = la unidad tiene que ser unidad, kg, l o m
exchange-row-bad_barcode = el código de barras está mal
exchange-row-barcode_taken = ese código de barras es de otro producto
exchange-problem-too_large = La planilla es demasiado grande: hasta 5 MB.
exchange-problem-too_many_rows = La planilla tiene demasiadas filas: hasta 20.000.
exchange-problem-unreadable = No pude abrir la planilla. Guardala de nuevo como Excel (.xlsx) o CSV.
exchange-problem-empty = La planilla no tiene filas.
exchange-problem-unknown_columns = No reconozco las columnas. Mirá con /importar cómo tienen que llamarse.
exchange-problem-unknown_import = Esa planilla ya no está.
exchange-problem-closed = Esa planilla ya está resuelta: no la guardo dos veces.
exchange-problem-too_late = Una planilla se deshace solo el día en que se guardó. Corregí con otra planilla o con /corregir.
exchange-problem-not_undoable = Los productos de una planilla no se deshacen solos: corregí la planilla y mandala de nuevo.
exchange-problem-has_errors = Algo cambió y ahora hay filas con problemas. Mandá la planilla de nuevo.
exchange-problem-nothing = Ya está todo igual: no hay nada para cambiar.
exchange-problem-row = La fila { $line } no se pudo guardar. No guardé nada.
exchange-problem-operation = Una fila no se pudo anotar. No guardé nada.
exchange-problem-download = No pude bajar la planilla de Telegram. Mandala de nuevo.

## Barcodes
barcodes-known = 🏷 <code>{ $code }</code>
barcodes-unknown =
    🏷 No conozco el código <code>{ $code }</code>.
    Respondé a este mensaje con el nombre del producto y te ofrezco ponérselo.
barcodes-whose = 🏷 <code>{ $code }</code>: ¿es «{ $name }»?
barcodes-shorter = Ese nombre es muy largo para crearlo desde acá. Respondé con uno más corto. Código { $code }.
barcodes-button-is = Es { $name }
barcodes-problem-taken = Ese código ya es de un producto.
barcodes-problem-other = No lo pude guardar. Probá con otro nombre.

## Alerts
alerts-kind-out_of_stock = Sin stock
alerts-kind-low_stock = Queda poco
alerts-kind-order_overdue = Pedidos atrasados
alerts-kind-price_jump = Saltos de precio
alerts-kind-expiry = Vencimientos
alerts-kind-odd_movement = Movimientos raros
alerts-kind-failed_job = Tareas que fallaron
alerts-kind-system = Estado del sistema
alerts-icon-out_of_stock = 🔴
alerts-icon-low_stock = 🟠
alerts-icon-order_overdue = 🚚
alerts-icon-price_jump = 📈
alerts-icon-expiry = ⏰
alerts-icon-odd_movement = 👀
alerts-icon-failed_job = ⚠️
alerts-icon-system = 🛠️
alerts-head-out_of_stock = 🔴 <b>Sin stock</b>
alerts-head-low_stock = 🟠 <b>Queda poco</b>
alerts-head-order_overdue = 🚚 <b>No llegó lo que pediste</b>
alerts-head-price_jump = 📈 <b>Salto de precio</b>
alerts-head-expiry = ⏰ <b>Por vencer</b>
alerts-head-odd_movement = 👀 <b>Movimientos para mirar</b>
alerts-head-failed_job = ⚠️ <b>Algo no se pudo hacer</b>
alerts-head-system = 🛠️ <b>El sistema necesita que alguien lo mire</b>
alerts-row-out_of_stock = { $name }: { $units }
alerts-row-low_stock = { $name }: { $units }{ $why }
alerts-row-order_overdue = Nº { $count } a { $name }, enviado { $at }
alerts-row-price_jump = { $name }: { $count ->
    [one] subió 1 producto, { $percent } %
   *[other] subieron { $count } productos, hasta { $percent } %
 }
alerts-row-expiry = { $name }: { $units } al { $at }
alerts-row-odd_movement = { $name }: { $detail } sacó { $units } el { $at }
alerts-row-odd_large = { $name }: { $detail } sacó { $units } de una vez el { $at }, mucho más que lo usual
alerts-row-odd_at_night = { $name }: { $detail } sacó { $units } de noche, el { $at }
alerts-row-odd_repeated_correction = { $name }: { $detail } corrigió el stock para abajo { $count } veces en una semana, { $units } en total
alerts-button-messages = 🗓 Mensajes a hora fija
alerts-row-failed_job = { $name }: { $detail }
alerts-row-system = { $name }
alerts-system-inbox_stuck = hay mensajes que esperan hace más de cinco minutos
alerts-system-outbox_stuck = hay respuestas que no salen hace más de cinco minutos
alerts-system-outbox_failing = Telegram no recibe lo que se le manda
alerts-system-reading_stuck = hay fotos sin leer hace más de cinco minutos
alerts-system-reading_failing = la lectura de fotos falla una y otra vez
alerts-system-disk_full = queda poco lugar en el disco
alerts-cover = para { $days } d
alerts-minimum = mínimo { $minimum }
alerts-cleared-solved = resuelto
alerts-cleared-ordered = pedido
alerts-cleared-seen = visto
alerts-all-solved = ✅ <b>Resuelto</b>
alerts-more = …y { $count } más: /alertas
alerts-button-note = 📝 Anotar en faltantes
alerts-button-order = 🛒 Pedir
alerts-button-view = Ver
alerts-button-seen = Visto
alerts-button-wake = 🔔 Avisame también de noche
alerts-button-sleep = 🌙 De noche no
alerts-none = 👌 No hay avisos abiertos.
alerts-open = 🔔 <b>Avisos abiertos</b> ({ $count })
alerts-settings = <b>Qué querés que te avise</b>
alerts-quiet = 🌙 Sin avisos de { $from } a { $to }.
alerts-not-quiet = 🔔 Avisos a toda hora.
alerts-cover-days = «Queda poco» es menos de { $days } días de venta, o el mínimo que pusiste.
alerts-problem-forbidden = Los avisos los reciben el encargado y el dueño.
alerts-minimum-how =
    Para poner un mínimo: <code>/alertas yerba 6</code>
    Un máximo: <code>/alertas yerba máximo 48</code>
    Cuánto dura: <code>/alertas leche dura 7 días</code>
alerts-minimum-which = No sé de qué producto. Escribilo más completo: <code>/alertas yerba playadito 6</code>
alerts-rule-minimum = mínimo
alerts-rule-maximum = máximo
alerts-rule-shelfDays = tiempo que dura
alerts-rule-ask = ¿Cambio el { $rule } de <b>{ $name }</b>? { $before } → <b>{ $after }</b>
alerts-rule-set = ✅ { $rule } de <b>{ $name }</b>: { $before } → <b>{ $after }</b>
alerts-none-minimum = sin mínimo
alerts-none-maximum = sin máximo
alerts-none-shelfDays = sin límite
alerts-minimum-kept = Quedó como estaba.
alerts-button-save = Guardar
alerts-problem-gone = Ese aviso ya no está.
