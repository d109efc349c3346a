## Everything people read. Grouped by feature; keys are <feature>-<what>.

## Commands
command-start = Empezar
command-stock = Qué hay: /stock yerba
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

## Failures
failure-kind = Uy, algo falló de nuestro lado y no pude terminar con lo que mandaste. Probá de nuevo; si vuelve a pasar, avisá con este código: { $code }.
failure-alert = ⚠️ No se pudo procesar un mensaje de { $name } (código { $code }). Quedó guardado para revisarlo.
