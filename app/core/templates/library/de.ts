import type { LanguageTexts } from "./language-texts.ts";

/** Addresses the customer with "Sie": a shop that is new to somebody can not presume a "du". */
export const de: LanguageTexts = {
  templates: {
    abandoned_checkout_1: {
      header: "Ihr Einkauf ist gespeichert",
      body: "Hallo {{customer.first_name}}, bei {{shop.name}} liegt noch etwas für Sie bereit: {{checkout.items}}.\n\nDie Gesamtsumme beträgt {{checkout.total}}. Es ist alles gespeichert, Sie können genau dort weitermachen, wo Sie aufgehört haben.",
      buttons: ["Zurück zur Kasse"],
    },
    abandoned_checkout_2: {
      header: "Haben Sie noch Fragen?",
      body: "Hallo {{customer.first_name}}, Ihre Auswahl bei {{shop.name}} wartet noch auf Sie: {{checkout.items}}.\n\nFehlt Ihnen noch eine Auskunft zu Produkt, Versand oder Zahlung? Antworten Sie einfach auf diese Nachricht, wir helfen gern.",
      buttons: ["Zurück zur Kasse"],
    },
    abandoned_checkout_3: {
      header: "Eine letzte Erinnerung",
      body: "Hallo {{customer.first_name}}, Ihr Einkauf bei {{shop.name}} ist noch offen: {{checkout.items}}.\n\nDies ist unsere letzte Nachricht dazu. Wenn Sie die Artikel noch möchten, führt Sie der Button direkt zurück.",
      buttons: ["Zurück zur Kasse"],
    },
    abandoned_cart: {
      header: "Noch in Ihrem Warenkorb",
      body: "Hallo {{customer.first_name}}, in Ihrem Warenkorb bei {{shop.name}} liegt noch: {{cart.items}}.\n\nSehen Sie in Ruhe noch einmal hinein. Bei Fragen antworten Sie einfach auf diese Nachricht.",
      buttons: ["Warenkorb ansehen"],
    },
    back_in_stock: {
      header: "Wieder verfügbar",
      body: "Hallo {{customer.first_name}}, gute Nachrichten: {{product.title}} ist bei {{shop.name}} wieder auf Lager.\n\nSie wollten Bescheid wissen, sobald es so weit ist. Wie lange der Vorrat reicht, können wir leider nicht sagen.",
      buttons: ["Produkt ansehen"],
    },
    price_drop: {
      header: "Der Preis ist gesunken",
      body: "Hallo {{customer.first_name}}, Sie wollten Bescheid wissen, wenn {{product.title}} bei {{shop.name}} günstiger wird.\n\nPreis bisher: {{price.old}}\nPreis jetzt: {{price.new}}\n\nPreise können sich wieder ändern. Den aktuellen finden Sie auf der Produktseite.",
      buttons: ["Produkt ansehen"],
    },
    order_confirmed: {
      header: "Bestellung bestätigt",
      body: "Hallo {{customer.first_name}}, vielen Dank für Ihre Bestellung {{order.name}} bei {{shop.name}}.\n\nArtikel: {{order.items}}\nGesamtbetrag: {{order.total}}\n\nSobald wir sie verschicken, melden wir uns wieder.",
      buttons: ["Bestellung ansehen"],
    },
    order_receipt: {
      header: null,
      body: "Hallo {{customer.first_name}}, vielen Dank für Ihre Bestellung {{order.name}} bei {{shop.name}}.\n\nDer Beleg über {{order.total}} ist als PDF angehängt. Wenn Sie eine Frage dazu haben, antworten Sie einfach auf diese Nachricht.",
      buttons: ["Bestellung ansehen"],
    },
    cod_confirm: {
      header: "Bitte bestätigen Sie Ihre Bestellung",
      body: "Hallo {{customer.first_name}}, Ihre Bestellung {{order.name}} bei {{shop.name}} ist eingegangen, Zahlung per Nachnahme.\n\nArtikel: {{order.items}}\nBei Lieferung zu zahlen: {{order.outstanding}}\n\nBitte teilen Sie uns mit einem der Buttons mit, ob wir sie verschicken dürfen.",
      buttons: ["Bestellung bestätigen", "Bestellung stornieren"],
    },
    payment_reminder: {
      header: "Zahlung noch offen",
      body: "Hallo {{customer.first_name}}, für Ihre Bestellung {{order.name}} bei {{shop.name}} ist noch keine Zahlung eingegangen.\n\nOffener Betrag: {{order.outstanding}}\n\nSie können auf Ihrer Bestellseite bezahlen. Falls sich das mit Ihrer Zahlung überschnitten hat, ist diese Nachricht hinfällig.",
      buttons: ["Zur Zahlung"],
    },
    order_cancelled: {
      header: "Bestellung storniert",
      body: "Hallo {{customer.first_name}}, Ihre Bestellung {{order.name}} bei {{shop.name}} wurde storniert.\n\nArtikel: {{order.items}}\n\nKommt das für Sie unerwartet oder haben Sie Fragen? Antworten Sie einfach auf diese Nachricht.",
      buttons: ["Bestellung ansehen"],
    },
    refund_issued: {
      header: "Erstattung veranlasst",
      body: "Hallo {{customer.first_name}}, wir haben Ihnen {{refund.amount}} für Ihre Bestellung {{order.name}} bei {{shop.name}} erstattet.\n\nJe nach Bank kann es einige Werktage dauern, bis der Betrag auf Ihrem Konto erscheint.",
      buttons: ["Bestellung ansehen"],
    },
    order_shipped: {
      header: "Ihre Bestellung ist unterwegs",
      body: "Hallo {{customer.first_name}}, wir haben Ihre Bestellung {{order.name}} von {{shop.name}} verschickt.\n\nVersanddienst: {{fulfillment.carrier}}\nSendungsnummer: {{fulfillment.tracking_number}}\n\nAuf Ihrer Bestellseite können Sie das Paket verfolgen.",
      buttons: ["Sendung verfolgen"],
    },
    out_for_delivery: {
      header: "Heute in Zustellung",
      body: "Hallo {{customer.first_name}}, Ihre Bestellung {{order.name}} von {{shop.name}} ist in Zustellung und sollte heute bei Ihnen ankommen.\n\nAm besten ist jemand da, um sie entgegenzunehmen.",
      buttons: ["Sendung verfolgen"],
    },
    delivered: {
      header: "Zugestellt",
      body: "Hallo {{customer.first_name}}, Ihre Bestellung {{order.name}} von {{shop.name}} wurde zugestellt. Wir wünschen Ihnen viel Freude damit.\n\nFehlt etwas oder stimmt etwas nicht? Antworten Sie einfach auf diese Nachricht, wir kümmern uns darum.",
      buttons: ["Bestellung ansehen"],
    },
    delivery_attempt_failed: {
      header: "Zustellung nicht möglich",
      body: "Hallo {{customer.first_name}}, der Versanddienst konnte Ihre Bestellung {{order.name}} von {{shop.name}} leider nicht übergeben.\n\nWie es weitergeht, steht auf Ihrer Bestellseite. Wenn Sie Hilfe brauchen, antworten Sie einfach auf diese Nachricht.",
      buttons: ["Sendung verfolgen"],
    },
    delivery_delayed: {
      header: "Ihre Lieferung verspätet sich",
      body: "Hallo {{customer.first_name}}, es tut uns leid: Ihre Bestellung {{order.name}} von {{shop.name}} braucht länger als geplant.\n\nDen aktuellen Stand finden Sie auf Ihrer Bestellseite. Bei Fragen antworten Sie einfach auf diese Nachricht.",
      buttons: ["Sendung verfolgen"],
    },
    ready_for_pickup: {
      header: "Bereit zur Abholung",
      body: "Hallo {{customer.first_name}}, Ihre Bestellung {{order.name}} bei {{shop.name}} liegt zur Abholung bereit.\n\nBitte halten Sie die Bestellnummer bereit, wenn Sie kommen. Adresse und Öffnungszeiten finden Sie auf Ihrer Bestellseite.",
      buttons: ["Bestellung ansehen"],
    },
    review_request: {
      header: "Sind Sie zufrieden?",
      body: "Hallo {{customer.first_name}}, vor einigen Tagen ist Ihre Bestellung {{order.name}} von {{shop.name}} angekommen: {{order.items}}.\n\nWie zufrieden sind Sie damit? Ihre Rückmeldung zu dieser Bestellung hilft uns und anderen weiter.",
      buttons: ["Bewertung abgeben"],
    },
    in_transit: {
      header: "Ihr Paket ist unterwegs",
      body: "Hallo {{customer.first_name}}, Ihre Bestellung {{order.name}} bei {{shop.name}} ist unterwegs zu Ihnen.\n\nAuf Ihrer Bestellseite können Sie jede Station des Pakets verfolgen.",
      buttons: ["Sendung verfolgen"],
    },
    cod_out_for_delivery: {
      header: "Heute in Zustellung",
      body: "Hallo {{customer.first_name}}, Ihre Bestellung {{order.name}} bei {{shop.name}} ist in Zustellung und sollte heute bei Ihnen ankommen.\n\nBeim Boten zu zahlen: {{order.outstanding}}\n\nEs hilft, wenn Sie den Betrag in bar bereithalten.",
      buttons: ["Sendung verfolgen"],
    },
    welcome: {
      header: "Willkommen",
      body: "Hallo {{customer.first_name}}, willkommen bei {{shop.name}}. Schön, dass Sie da sind.\n\nWenn Sie eine Frage zu einem Produkt oder einer Bestellung haben, antworten Sie einfach auf diese Nachricht. Wir helfen Ihnen gern.",
      buttons: [],
    },
    win_back: {
      header: "Schon eine Weile her",
      body: "Hallo {{customer.first_name}}, seit Ihrer Bestellung bei {{shop.name}} ist einige Zeit vergangen: {{order.items}}.\n\nBrauchen Sie etwas davon wieder, oder dürfen wir Ihnen etwas Neues zeigen? Antworten Sie einfach auf diese Nachricht.",
      buttons: [],
    },
    win_back_lapsing: {
      header: "Wir haben Sie vermisst",
      body: "Hallo {{customer.first_name}}, Sie haben schon mehrmals bei {{shop.name}} bestellt, und jetzt haben wir länger nichts von Ihnen gehört. Ihre letzte Bestellung: {{order.items}}.\n\nBrauchen Sie etwas, oder können wir etwas besser machen? Antworten Sie einfach auf diese Nachricht.",
      buttons: [],
    },
    nps_survey: {
      header: "Eine Frage zu Ihrer Bestellung",
      body: "Hallo {{customer.first_name}}, Ihre Bestellung {{order.name}} bei {{shop.name}} ist vor ein paar Tagen angekommen.\n\nWie wahrscheinlich ist es nach dieser Bestellung, dass Sie uns weiterempfehlen? Antworten Sie bitte mit einer Zahl von 0 (gar nicht wahrscheinlich) bis 10 (sehr wahrscheinlich).",
      buttons: [],
    },
    nps_sorry: {
      header: "Danke für Ihre ehrliche Antwort",
      body: "Hallo {{customer.first_name}}, danke für Ihre ehrliche Antwort zu Ihrer Bestellung {{order.name}} bei {{shop.name}}. Es tut uns leid, dass sie nicht besser war.\n\nBitte antworten Sie und schreiben Sie uns, was nicht gut war. Ein Mensch liest es und meldet sich bei Ihnen.",
      buttons: [],
    },
    vip_tier: {
      header: "Danke für Ihre Treue",
      body: "Hallo {{customer.first_name}}, danke, dass Sie immer wieder bei {{shop.name}} einkaufen.\n\nSie haben bei uns eine neue Stufe erreicht: {{tag.name}}. Wenn Sie Fragen zu Ihren Vorteilen haben, antworten Sie einfach auf diese Nachricht.",
      buttons: [],
    },
    birthday: {
      header: "Alles Gute zum Geburtstag",
      body: "Hallo {{customer.first_name}}, wir alle bei {{shop.name}} wünschen Ihnen alles Gute zum Geburtstag.\n\nDanke, dass Sie bei uns einkaufen. Wir wünschen Ihnen einen wunderschönen Tag.",
      buttons: [],
    },
    reorder_reminder: {
      header: "Bald aufgebraucht?",
      body: "Hallo {{customer.first_name}}, was Sie bei {{shop.name}} bestellt haben, könnte bald aufgebraucht sein: {{order.items}}.\n\nMöchten Sie das Gleiche noch einmal? Ein Tipp unten füllt Ihren Warenkorb.",
      buttons: ["Wieder bestellen"],
    },
    satisfaction_survey: {
      header: "Ist alles in Ordnung?",
      body: "Hallo {{customer.first_name}}, Ihre Bestellung {{order.name}} bei {{shop.name}} ist vor ein paar Tagen angekommen.\n\nIst alles so, wie es sein soll? Ein Tipp auf eine der Tasten unten genügt.",
      buttons: ["Alles gut", "Etwas stimmt nicht"],
    },
    survey_sorry: {
      header: "Das tut uns leid",
      body: "Hallo {{customer.first_name}}, es tut uns leid, dass mit Ihrer Bestellung {{order.name}} bei {{shop.name}} etwas nicht stimmt.\n\nBitte antworten Sie und schreiben Sie uns, was passiert ist, gern mit einem Foto. Ein Mensch liest es und meldet sich bei Ihnen.",
      buttons: [],
    },
    abandoned_checkout_offer: {
      header: "Ein Code für Ihre Bestellung",
      body: "Hallo {{customer.first_name}}, Ihre Bestellung bei {{shop.name}} ist noch nicht abgeschlossen: {{checkout.items}}.\n\nMit dem Code {{discount.code}} sparen Sie {{discount.value}}. Er gilt einmal, bis {{discount.expires_on}}, und wird über den Button unten gleich angewendet.",
      buttons: ["Zurück zur Kasse"],
    },
    confirm_opt_in: {
      header: "Bitte bestätigen",
      body: "Hallo {{customer.first_name}}, Sie möchten Nachrichten von {{shop.name}} auf WhatsApp erhalten.\n\nBitte bestätigen Sie mit dem Button unten, dass dies Ihre Nummer ist und dass Sie das wünschen. Waren Sie es nicht, können Sie diese Nachricht einfach ignorieren.",
      buttons: ["Ja, ich bestätige"],
    },
  },
  optOutFooter: "Zum Abbestellen mit STOP antworten",
  replies: {
    optOutConfirmed:
      "Erledigt: Sie erhalten hier keine Nachrichten von {shopName} mehr. Wenn Sie es sich anders überlegen, antworten Sie mit START.",
    optInConfirmed:
      "Vielen Dank! Sie erhalten hier wieder Nachrichten von {shopName}. Mit STOP können Sie sich jederzeit abmelden.",
    codConfirmed:
      "Vielen Dank! Ihre Bestellung {orderName} ist bestätigt. Sobald wir sie verschicken, melden wir uns wieder.",
    codCancelled: "Alles klar. Wir stornieren Ihre Bestellung {orderName}, Sie müssen nichts bezahlen.",
    productRequestNoted: "Notiert: Sobald {productTitle} wieder auf Lager ist, schreiben wir Ihnen hier einmal.",
    productRequestNeedsStart:
      "Notiert: {productTitle}. Sie haben unsere Nachrichten abbestellt. Antworten Sie bitte zuerst mit START, dann schreiben wir Ihnen hier einmal, sobald es wieder auf Lager ist.",
    optInThanks:
      "Vielen Dank! Sie erhalten hier Nachrichten von {shopName}. Mit STOP können Sie sich jederzeit abmelden.\n\nWas Sie erhalten, wie oft und in welcher Sprache, wählen Sie hier:",
    optInNeedsStart:
      "Sie haben die Nachrichten von {shopName} abbestellt. Wenn Sie sie wieder erhalten möchten, antworten Sie bitte mit START.",
  },
  words: {
    // "Hallo und guten Tag, …"
    firstName: "und guten Tag",
    carrier: "unser Versandpartner",
    trackingNumber: "siehe Bestellseite",
    listSeparator: ", ",
    moreItems: { one: "{list} und {count} weiterer Artikel", other: "{list} und {count} weitere Artikel" },
  },
};
