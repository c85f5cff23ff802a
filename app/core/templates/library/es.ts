import type { LanguageTexts } from "./language-texts.ts";

/** Addresses the customer with "tú", as shops do in Spain and in Latin America alike; no word takes a gender. */
export const es: LanguageTexts = {
  templates: {
    abandoned_checkout_1: {
      header: "Guardamos tu compra",
      body: "Hola {{customer.first_name}}, en {{shop.name}} dejaste algo pendiente: {{checkout.items}}.\n\nEl total es de {{checkout.total}}. Todo sigue guardado, así que puedes continuar justo donde lo dejaste.",
      buttons: ["Volver a la compra"],
    },
    abandoned_checkout_2: {
      header: "¿Tienes alguna duda?",
      body: "Hola {{customer.first_name}}, lo que elegiste en {{shop.name}} te sigue esperando: {{checkout.items}}.\n\nSi te queda alguna duda sobre un producto, el envío o el pago, responde a este mensaje y te ayudamos con mucho gusto.",
      buttons: ["Volver a la compra"],
    },
    abandoned_checkout_3: {
      header: "Un último recordatorio",
      body: "Hola {{customer.first_name}}, tu compra en {{shop.name}} sigue abierta: {{checkout.items}}.\n\nEste es nuestro último mensaje sobre ella. Si todavía quieres los artículos, puedes retomarla con un solo toque.",
      buttons: ["Volver a la compra"],
    },
    abandoned_cart: {
      header: "Sigue en tu carrito",
      body: "Hola {{customer.first_name}}, tu carrito en {{shop.name}} te sigue esperando: {{cart.items}}.\n\nPuedes volver a verlo cuando te venga bien. Si tienes alguna pregunta, responde a este mensaje.",
      buttons: ["Ver carrito"],
    },
    back_in_stock: {
      header: "Disponible de nuevo",
      body: "Hola {{customer.first_name}}, buenas noticias: {{product.title}} vuelve a estar disponible en {{shop.name}}.\n\nNos pediste que te avisáramos y aquí estamos. No podemos asegurar cuánto durarán las existencias.",
      buttons: ["Ver producto"],
    },
    price_drop: {
      header: "Ha bajado de precio",
      body: "Hola {{customer.first_name}}, nos pediste que te avisáramos si {{product.title}} bajaba de precio en {{shop.name}}.\n\nPrecio anterior: {{price.old}}\nPrecio actual: {{price.new}}\n\nLos precios pueden volver a cambiar; consulta la página del producto.",
      buttons: ["Ver producto"],
    },
    order_confirmed: {
      header: "Pedido confirmado",
      body: "Hola {{customer.first_name}}, gracias por tu pedido {{order.name}} en {{shop.name}}.\n\nArtículos: {{order.items}}\nTotal: {{order.total}}\n\nTe avisaremos en cuanto lo enviemos.",
      buttons: ["Ver pedido"],
    },
    order_receipt: {
      header: null,
      body: "Hola {{customer.first_name}}, gracias por tu pedido {{order.name}} en {{shop.name}}.\n\nTe adjuntamos en PDF el recibo por {{order.total}}. Si tienes alguna pregunta, responde a este mensaje.",
      buttons: ["Ver pedido"],
    },
    cod_confirm: {
      header: "Confirma tu pedido",
      body: "Hola {{customer.first_name}}, hemos recibido tu pedido {{order.name}} en {{shop.name}} con pago contra entrega.\n\nArtículos: {{order.items}}\nA pagar al recibirlo: {{order.outstanding}}\n\nDinos con uno de los botones si podemos enviarlo.",
      buttons: ["Confirmar pedido", "Cancelar pedido"],
    },
    payment_reminder: {
      header: "Pago pendiente",
      body: "Hola {{customer.first_name}}, aún no hemos recibido el pago de tu pedido {{order.name}} en {{shop.name}}.\n\nImporte pendiente: {{order.outstanding}}\n\nPuedes pagarlo en la página de tu pedido. Si ya hiciste el pago, no tengas en cuenta este mensaje.",
      buttons: ["Ir al pago"],
    },
    order_cancelled: {
      header: "Pedido cancelado",
      body: "Hola {{customer.first_name}}, tu pedido {{order.name}} en {{shop.name}} se ha cancelado.\n\nArtículos: {{order.items}}\n\nSi no lo esperabas o tienes alguna pregunta, responde a este mensaje.",
      buttons: ["Ver pedido"],
    },
    refund_issued: {
      header: "Reembolso realizado",
      body: "Hola {{customer.first_name}}, te hemos reembolsado {{refund.amount}} por tu pedido {{order.name}} en {{shop.name}}.\n\nSegún tu banco, el importe puede tardar unos días hábiles en aparecer en tu cuenta.",
      buttons: ["Ver pedido"],
    },
    order_shipped: {
      header: "Tu pedido está en camino",
      body: "Hola {{customer.first_name}}, hemos enviado tu pedido {{order.name}} de {{shop.name}}.\n\nTransportista: {{fulfillment.carrier}}\nNúmero de seguimiento: {{fulfillment.tracking_number}}\n\nPuedes seguir el paquete en la página de tu pedido.",
      buttons: ["Seguir pedido"],
    },
    out_for_delivery: {
      header: "En reparto",
      body: "Hola {{customer.first_name}}, tu pedido {{order.name}} de {{shop.name}} está en reparto y debería llegar hoy.\n\nConviene que haya alguien para recibirlo.",
      buttons: ["Seguir pedido"],
    },
    delivered: {
      header: "Entregado",
      body: "Hola {{customer.first_name}}, tu pedido {{order.name}} de {{shop.name}} se ha entregado. Esperamos que lo disfrutes.\n\nSi falta algo o algo no está bien, responde a este mensaje y lo solucionamos.",
      buttons: ["Ver pedido"],
    },
    delivery_attempt_failed: {
      header: "No se pudo entregar",
      body: "Hola {{customer.first_name}}, el transportista intentó entregar tu pedido {{order.name}} de {{shop.name}}, pero no fue posible.\n\nLos siguientes pasos están en la página de tu pedido. Si necesitas ayuda, responde a este mensaje.",
      buttons: ["Seguir pedido"],
    },
    delivery_delayed: {
      header: "Tu entrega se retrasa",
      body: "Hola {{customer.first_name}}, lo sentimos: tu pedido {{order.name}} de {{shop.name}} está tardando más de lo previsto.\n\nPuedes consultar su estado en la página de tu pedido. Si tienes alguna pregunta, responde a este mensaje.",
      buttons: ["Seguir pedido"],
    },
    ready_for_pickup: {
      header: "Todo listo para recoger",
      body: "Hola {{customer.first_name}}, tu pedido {{order.name}} en {{shop.name}} ya se puede recoger.\n\nTen a mano el número de pedido cuando vengas. La dirección y el horario están en la página de tu pedido.",
      buttons: ["Ver pedido"],
    },
    review_request: {
      header: "¿Qué te pareció tu pedido?",
      body: "Hola {{customer.first_name}}, hace unos días recibiste tu pedido {{order.name}} de {{shop.name}}, con estos artículos: {{order.items}}.\n\n¿Qué te ha parecido? Tu opinión sobre este pedido nos ayuda a mejorar.",
      buttons: ["Dejar una opinión"],
    },
    in_transit: {
      header: "Tu paquete está en camino",
      body: "Hola, {{customer.first_name}}: tu pedido {{order.name}} de {{shop.name}} está en tránsito y va de camino hacia ti.\n\nPuedes seguir cada etapa del paquete en la página de tu pedido.",
      buttons: ["Seguir el pedido"],
    },
    cod_out_for_delivery: {
      header: "En reparto",
      body: "Hola, {{customer.first_name}}: tu pedido {{order.name}} de {{shop.name}} está en reparto y debería llegar hoy.\n\nA pagar al repartidor: {{order.outstanding}}\n\nAyuda mucho tener el importe preparado en efectivo.",
      buttons: ["Seguir el pedido"],
    },
    welcome: {
      header: "Te damos la bienvenida",
      body: "Hola, {{customer.first_name}}: te damos la bienvenida a {{shop.name}}. Nos alegra tenerte con nosotros.\n\nSi tienes una pregunta sobre un producto o un pedido, responde a este mensaje. Te ayudamos con gusto.",
      buttons: [],
    },
    win_back: {
      header: "Ha pasado un tiempo",
      body: "Hola, {{customer.first_name}}: ha pasado un tiempo desde tu pedido en {{shop.name}}. Compraste: {{order.items}}.\n\n¿Necesitas algo de nuevo o te ayudamos a encontrar algo diferente? Responde a este mensaje.",
      buttons: [],
    },
    win_back_lapsing: {
      header: "Te echamos de menos",
      body: "Hola, {{customer.first_name}}: has comprado varias veces en {{shop.name}} y hace tiempo que no sabemos de ti. Tu último pedido: {{order.items}}.\n\n¿Necesitas algo o hay algo que podamos mejorar? Responde a este mensaje.",
      buttons: [],
    },
    nps_survey: {
      header: "Una pregunta sobre tu pedido",
      body: "Hola, {{customer.first_name}}: tu pedido {{order.name}} de {{shop.name}} llegó hace unos días.\n\nDespués de este pedido, ¿qué probabilidad hay de que nos recomiendes? Responde con un número del 0 (nada probable) al 10 (muy probable).",
      buttons: [],
    },
    nps_sorry: {
      header: "Gracias por tu sinceridad",
      body: "Hola, {{customer.first_name}}: gracias por tu respuesta sincera sobre tu pedido {{order.name}} de {{shop.name}}. Sentimos que no haya sido mejor.\n\nResponde y cuéntanos qué no fue bien. Una persona lo leerá y te contestará.",
      buttons: [],
    },
    vip_tier: {
      header: "Gracias por tu fidelidad",
      body: "Hola, {{customer.first_name}}: gracias por volver una y otra vez a {{shop.name}}.\n\nHas alcanzado un nuevo nivel con nosotros: {{tag.name}}. Si tienes alguna pregunta sobre tus ventajas, responde a este mensaje.",
      buttons: [],
    },
    birthday: {
      header: "Feliz cumpleaños",
      body: "Hola, {{customer.first_name}}: todo el equipo de {{shop.name}} te desea un feliz cumpleaños.\n\nGracias por comprar con nosotros. Que tengas un día estupendo.",
      buttons: [],
    },
    reorder_reminder: {
      header: "¿Se te está acabando?",
      body: "Hola, {{customer.first_name}}: puede que lo que pediste en {{shop.name}} se te esté acabando: {{order.items}}.\n\nSi quieres lo mismo otra vez, basta un toque abajo para llenar tu carrito.",
      buttons: ["Pedir de nuevo"],
    },
    satisfaction_survey: {
      header: "¿Está todo bien?",
      body: "Hola, {{customer.first_name}}: tu pedido {{order.name}} de {{shop.name}} llegó hace unos días.\n\n¿Está todo como debería? Basta con tocar uno de los botones de abajo.",
      buttons: ["Todo bien", "Algo no está bien"],
    },
    survey_sorry: {
      header: "Lo sentimos",
      body: "Hola, {{customer.first_name}}: sentimos que haya un problema con tu pedido {{order.name}} de {{shop.name}}.\n\nResponde y cuéntanos qué pasó, con una foto si ayuda. Una persona lo leerá y te contestará.",
      buttons: [],
    },
    abandoned_checkout_offer: {
      header: "Un código para tu compra",
      body: "Hola, {{customer.first_name}}: tu compra en {{shop.name}} sigue abierta: {{checkout.items}}.\n\nCon el código {{discount.code}} ahorras {{discount.value}}. Sirve una vez, hasta el {{discount.expires_on}}, y se aplica al volver con el botón de abajo.",
      buttons: ["Volver al pago"],
    },
    confirm_opt_in: {
      header: "Confirma, por favor",
      body: "Hola, {{customer.first_name}}: has pedido recibir mensajes de {{shop.name}} por WhatsApp.\n\nConfirma con el botón de abajo que este es tu número y que quieres recibirlos. Si no has sido tú, ignora este mensaje.",
      buttons: ["Sí, lo confirmo"],
    },
  },
  optOutFooter: "Responde BAJA para no recibir más mensajes",
  replies: {
    optOutConfirmed:
      "Listo: ya no recibirás más mensajes de {shopName} por aquí. Si cambias de opinión, responde ALTA.",
    optInConfirmed:
      "¡Gracias! Volverás a recibir mensajes de {shopName} por aquí. Puedes responder BAJA cuando quieras para dejar de recibirlos.",
    codConfirmed: "¡Gracias! Tu pedido {orderName} queda confirmado. Te avisaremos en cuanto lo enviemos.",
    codCancelled: "Entendido. Vamos a cancelar tu pedido {orderName} y no tienes que pagar nada.",
    productRequestNoted: "Anotado: te escribiremos aquí una vez cuando {productTitle} vuelva a estar disponible.",
    productRequestNeedsStart:
      "Anotado: {productTitle}. Habías dejado de recibir nuestros mensajes; responde primero ALTA y te escribiremos aquí una vez cuando vuelva a estar disponible.",
    optInThanks:
      "¡Gracias! Recibirás aquí los mensajes de {shopName}. Puedes responder BAJA cuando quieras para dejar de recibirlos.\n\nElige aquí qué recibes, con qué frecuencia y en qué idioma:",
    optInNeedsStart: "Habías dejado de recibir los mensajes de {shopName}. Si los quieres de nuevo, responde ALTA.",
  },
  words: {
    // "Hola de nuevo, …": whoever gets a message has been to the shop before.
    firstName: "de nuevo",
    carrier: "nuestra empresa de reparto",
    trackingNumber: "en la página de tu pedido",
    listSeparator: ", ",
    moreItems: { other: "{list} y {count} más" },
  },
};
