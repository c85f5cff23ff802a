import type { LanguageTexts } from "./language-texts.ts";

/** "Tu", as Italian shops write on WhatsApp; no word takes the customer's gender. */
export const it: LanguageTexts = {
  templates: {
    abandoned_checkout_1: {
      header: "Il tuo acquisto è salvato",
      body: "Ciao {{customer.first_name}}, da {{shop.name}} hai lasciato qualcosa in sospeso: {{checkout.items}}.\n\nIl totale è di {{checkout.total}}. Abbiamo salvato tutto, così puoi riprendere esattamente da dove eri.",
      buttons: ["Torna all'acquisto"],
    },
    abandoned_checkout_2: {
      header: "Hai qualche domanda?",
      body: "Ciao {{customer.first_name}}, gli articoli che hai scelto da {{shop.name}} ti aspettano ancora: {{checkout.items}}.\n\nSe hai un dubbio su un prodotto, sulla consegna o sul pagamento, rispondi a questo messaggio: ti aiutiamo volentieri.",
      buttons: ["Torna all'acquisto"],
    },
    abandoned_checkout_3: {
      header: "Un ultimo promemoria",
      body: "Ciao {{customer.first_name}}, il tuo acquisto da {{shop.name}} è ancora aperto: {{checkout.items}}.\n\nQuesto è il nostro ultimo messaggio a riguardo. Se vuoi ancora questi articoli, basta un tocco per riprendere.",
      buttons: ["Torna all'acquisto"],
    },
    abandoned_cart: {
      header: "Ancora nel tuo carrello",
      body: "Ciao {{customer.first_name}}, il tuo carrello da {{shop.name}} ti aspetta ancora: {{cart.items}}.\n\nPuoi dargli un'altra occhiata quando vuoi. Per qualsiasi domanda, rispondi a questo messaggio.",
      buttons: ["Vedi il carrello"],
    },
    back_in_stock: {
      header: "Di nuovo disponibile",
      body: "Ciao {{customer.first_name}}, buone notizie: {{product.title}} è di nuovo disponibile da {{shop.name}}.\n\nCi avevi chiesto di avvisarti ed eccoci qui. Non sappiamo per quanto tempo dureranno le scorte.",
      buttons: ["Vedi il prodotto"],
    },
    price_drop: {
      header: "Il prezzo è sceso",
      body: "Ciao {{customer.first_name}}, ci avevi chiesto di avvisarti se il prezzo di {{product.title}} fosse sceso da {{shop.name}}.\n\nPrezzo precedente: {{price.old}}\nPrezzo attuale: {{price.new}}\n\nI prezzi possono cambiare di nuovo: controlla la pagina del prodotto.",
      buttons: ["Vedi il prodotto"],
    },
    order_confirmed: {
      header: "Ordine confermato",
      body: "Ciao {{customer.first_name}}, grazie per il tuo ordine {{order.name}} da {{shop.name}}.\n\nArticoli: {{order.items}}\nTotale: {{order.total}}\n\nTi avviseremo non appena sarà spedito.",
      buttons: ["Vedi l'ordine"],
    },
    order_receipt: {
      header: null,
      body: "Ciao {{customer.first_name}}, grazie per il tuo ordine {{order.name}} da {{shop.name}}.\n\nLa ricevuta di {{order.total}} è allegata in PDF. Se hai una domanda, rispondi a questo messaggio.",
      buttons: ["Vedi l'ordine"],
    },
    cod_confirm: {
      header: "Conferma il tuo ordine",
      body: "Ciao {{customer.first_name}}, abbiamo ricevuto il tuo ordine {{order.name}} da {{shop.name}} con pagamento alla consegna.\n\nArticoli: {{order.items}}\nDa pagare alla consegna: {{order.outstanding}}\n\nFacci sapere con uno dei pulsanti qui sotto se possiamo spedirlo.",
      buttons: ["Conferma ordine", "Annulla ordine"],
    },
    payment_reminder: {
      header: "Pagamento in sospeso",
      body: "Ciao {{customer.first_name}}, non abbiamo ancora ricevuto il pagamento del tuo ordine {{order.name}} da {{shop.name}}.\n\nImporto da pagare: {{order.outstanding}}\n\nPuoi pagare dalla pagina dell'ordine. Se hai già pagato, ignora pure questo messaggio.",
      buttons: ["Vai al pagamento"],
    },
    order_cancelled: {
      header: "Ordine annullato",
      body: "Ciao {{customer.first_name}}, il tuo ordine {{order.name}} da {{shop.name}} è stato annullato.\n\nArticoli: {{order.items}}\n\nSe non te lo aspettavi o hai una domanda, rispondi a questo messaggio.",
      buttons: ["Vedi l'ordine"],
    },
    refund_issued: {
      header: "Rimborso effettuato",
      body: "Ciao {{customer.first_name}}, abbiamo rimborsato {{refund.amount}} per il tuo ordine {{order.name}} da {{shop.name}}.\n\nA seconda della banca, possono servire alcuni giorni lavorativi prima che l'importo compaia sul tuo conto.",
      buttons: ["Vedi l'ordine"],
    },
    order_shipped: {
      header: "Il tuo ordine è in viaggio",
      body: "Ciao {{customer.first_name}}, il tuo ordine {{order.name}} da {{shop.name}} è stato spedito.\n\nCorriere: {{fulfillment.carrier}}\nNumero di spedizione: {{fulfillment.tracking_number}}\n\nPuoi seguire il pacco dalla pagina dell'ordine.",
      buttons: ["Segui l'ordine"],
    },
    out_for_delivery: {
      header: "In consegna oggi",
      body: "Ciao {{customer.first_name}}, il tuo ordine {{order.name}} da {{shop.name}} è in consegna e dovrebbe arrivare oggi.\n\nÈ meglio che ci sia qualcuno a riceverlo.",
      buttons: ["Segui l'ordine"],
    },
    delivered: {
      header: "Consegnato",
      body: "Ciao {{customer.first_name}}, il tuo ordine {{order.name}} da {{shop.name}} è stato consegnato. Speriamo che ti piaccia.\n\nSe manca qualcosa o qualcosa non va, rispondi a questo messaggio e ce ne occupiamo noi.",
      buttons: ["Vedi l'ordine"],
    },
    delivery_attempt_failed: {
      header: "Consegna non riuscita",
      body: "Ciao {{customer.first_name}}, il corriere ha provato a consegnare il tuo ordine {{order.name}} da {{shop.name}}, ma non ci è riuscito.\n\nI prossimi passi sono nella pagina dell'ordine. Se hai bisogno di aiuto, rispondi a questo messaggio.",
      buttons: ["Segui l'ordine"],
    },
    delivery_delayed: {
      header: "La tua consegna è in ritardo",
      body: "Ciao {{customer.first_name}}, ci dispiace: il tuo ordine {{order.name}} da {{shop.name}} sta impiegando più tempo del previsto.\n\nPuoi vedere lo stato aggiornato nella pagina dell'ordine. Per qualsiasi domanda, rispondi a questo messaggio.",
      buttons: ["Segui l'ordine"],
    },
    ready_for_pickup: {
      header: "Pronto per il ritiro",
      body: "Ciao {{customer.first_name}}, il tuo ordine {{order.name}} da {{shop.name}} è pronto per il ritiro.\n\nTieni a portata di mano il numero d'ordine quando vieni. Indirizzo e orari sono nella pagina dell'ordine.",
      buttons: ["Vedi l'ordine"],
    },
    review_request: {
      header: "Com'è andato l'ordine?",
      body: "Ciao {{customer.first_name}}, qualche giorno fa è arrivato il tuo ordine {{order.name}} da {{shop.name}}, con questi articoli: {{order.items}}.\n\nChe cosa ne pensi? La tua opinione su questo ordine ci aiuta a migliorare.",
      buttons: ["Lascia una recensione"],
    },
    in_transit: {
      header: "Il tuo pacco è in viaggio",
      body: "Ciao {{customer.first_name}}, il tuo ordine {{order.name}} di {{shop.name}} è in transito ed è in viaggio verso di te.\n\nPuoi seguire ogni tappa del pacco nella pagina del tuo ordine.",
      buttons: ["Segui l’ordine"],
    },
    cod_out_for_delivery: {
      header: "In consegna",
      body: "Ciao {{customer.first_name}}, il tuo ordine {{order.name}} di {{shop.name}} è in consegna e dovrebbe arrivare oggi.\n\nDa pagare al corriere: {{order.outstanding}}\n\nÈ utile avere l’importo pronto in contanti.",
      buttons: ["Segui l’ordine"],
    },
    welcome: {
      header: "Ti diamo il benvenuto",
      body: "Ciao {{customer.first_name}}, ti diamo il benvenuto da {{shop.name}}. Siamo felici di averti con noi.\n\nSe hai una domanda su un prodotto o su un ordine, rispondi a questo messaggio. Ti aiutiamo volentieri.",
      buttons: [],
    },
    win_back: {
      header: "È passato un po’ di tempo",
      body: "Ciao {{customer.first_name}}, è passato un po’ di tempo dal tuo ordine da {{shop.name}}. Avevi scelto: {{order.items}}.\n\nTi serve di nuovo qualcosa o possiamo aiutarti a trovare qualcosa di diverso? Rispondi a questo messaggio.",
      buttons: [],
    },
    win_back_lapsing: {
      header: "Ci sei mancato",
      body: "Ciao {{customer.first_name}}, hai ordinato più volte da {{shop.name}} e da un po’ di tempo non abbiamo tue notizie. Il tuo ultimo ordine: {{order.items}}.\n\nTi serve qualcosa o possiamo fare meglio? Rispondi a questo messaggio.",
      buttons: [],
    },
    nps_survey: {
      header: "Una domanda sul tuo ordine",
      body: "Ciao {{customer.first_name}}, il tuo ordine {{order.name}} di {{shop.name}} è arrivato qualche giorno fa.\n\nDopo questo ordine, quanto è probabile che ci consigli a un amico? Rispondi con un numero da 0 (per niente probabile) a 10 (molto probabile).",
      buttons: [],
    },
    nps_sorry: {
      header: "Grazie per la sincerità",
      body: "Ciao {{customer.first_name}}, grazie per la risposta sincera sul tuo ordine {{order.name}} di {{shop.name}}. Ci dispiace che non sia andata meglio.\n\nRispondi e raccontaci che cosa non andava. Una persona leggerà il messaggio e ti risponderà.",
      buttons: [],
    },
    vip_tier: {
      header: "Grazie per la tua fedeltà",
      body: "Ciao {{customer.first_name}}, grazie di tornare sempre da {{shop.name}}.\n\nHai raggiunto un nuovo livello con noi: {{tag.name}}. Se hai domande sui tuoi vantaggi, rispondi a questo messaggio.",
      buttons: [],
    },
    birthday: {
      header: "Buon compleanno",
      body: "Ciao {{customer.first_name}}, tutti noi di {{shop.name}} ti auguriamo buon compleanno.\n\nGrazie di essere nostro cliente. Ti auguriamo una bellissima giornata.",
      buttons: [],
    },
    reorder_reminder: {
      header: "Sta per finire?",
      body: "Ciao {{customer.first_name}}, quello che hai ordinato da {{shop.name}} potrebbe essere quasi finito: {{order.items}}.\n\nSe vuoi lo stesso di nuovo, un tocco qui sotto riempie il carrello.",
      buttons: ["Ordina di nuovo"],
    },
    satisfaction_survey: {
      header: "Va tutto bene?",
      body: "Ciao {{customer.first_name}}, il tuo ordine {{order.name}} di {{shop.name}} è arrivato qualche giorno fa.\n\nÈ tutto come dovrebbe essere? Basta toccare uno dei pulsanti qui sotto.",
      buttons: ["Tutto bene", "Qualcosa non va"],
    },
    survey_sorry: {
      header: "Ci dispiace",
      body: "Ciao {{customer.first_name}}, ci dispiace che ci sia un problema con il tuo ordine {{order.name}} di {{shop.name}}.\n\nRispondi e raccontaci cosa è successo, con una foto se può aiutare. Una persona leggerà e ti risponderà.",
      buttons: [],
    },
    abandoned_checkout_offer: {
      header: "Un codice per il tuo ordine",
      body: "Ciao {{customer.first_name}}, il tuo acquisto da {{shop.name}} è ancora aperto: {{checkout.items}}.\n\nCon il codice {{discount.code}} risparmi {{discount.value}}. Vale una volta, fino al {{discount.expires_on}}, e viene applicato tornando con il pulsante qui sotto.",
      buttons: ["Torna al pagamento"],
    },
    confirm_opt_in: {
      header: "Conferma, per favore",
      body: "Ciao {{customer.first_name}}, hai chiesto di ricevere i messaggi di {{shop.name}} su WhatsApp.\n\nConferma con il pulsante qui sotto che questo è il tuo numero e che vuoi riceverli. Se la richiesta non è tua, ignora questo messaggio.",
      buttons: ["Sì, confermo"],
    },
  },
  optOutFooter: "Rispondi STOP per non ricevere più messaggi",
  replies: {
    optOutConfirmed: "Fatto: qui non riceverai più messaggi da {shopName}. Se cambi idea, rispondi START.",
    optInConfirmed:
      "Grazie! Riceverai di nuovo qui i messaggi di {shopName}. Rispondi STOP in qualsiasi momento per non riceverne più.",
    codConfirmed: "Grazie! Il tuo ordine {orderName} è confermato. Ti avviseremo non appena sarà spedito.",
    codCancelled: "Va bene. Annulliamo il tuo ordine {orderName} e non devi pagare nulla.",
    productRequestNoted: "Annotato: ti scriveremo qui una volta quando {productTitle} sarà di nuovo disponibile.",
    productRequestNeedsStart:
      "Annotato: {productTitle}. Hai interrotto i nostri messaggi: rispondi prima START e ti scriveremo qui una volta, quando sarà di nuovo disponibile.",
    optInThanks:
      "Grazie! Riceverai qui i messaggi di {shopName}. Rispondi STOP in qualsiasi momento per non riceverne più.\n\nScegli qui che cosa ricevere, quanto spesso e in quale lingua:",
    optInNeedsStart: "Hai interrotto i messaggi di {shopName}. Se li vuoi di nuovo, rispondi START.",
  },
  words: {
    // "Ciao a te, …"
    firstName: "a te",
    carrier: "il nostro corriere",
    trackingNumber: "nella pagina dell'ordine",
    listSeparator: ", ",
    moreItems: { one: "{list} e {count} altro articolo", other: "{list} e altri {count} articoli" },
  },
};
