import type { LanguageTexts } from "./language-texts.ts";

/** "Vous"; no participle agrees with the customer. */
export const fr: LanguageTexts = {
  templates: {
    abandoned_checkout_1: {
      header: "Votre panier est enregistré",
      body: "Bonjour {{customer.first_name}}, votre achat chez {{shop.name}} n'est pas terminé : {{checkout.items}}.\n\nLe total s'élève à {{checkout.total}}. Tout est enregistré, vous pouvez reprendre exactement là où vous en étiez.",
      buttons: ["Reprendre mon achat"],
    },
    abandoned_checkout_2: {
      header: "Une question ?",
      body: "Bonjour {{customer.first_name}}, votre sélection chez {{shop.name}} vous attend toujours : {{checkout.items}}.\n\nSi vous avez une question sur un produit, la livraison ou le paiement, répondez simplement à ce message. Nous vous aiderons avec plaisir.",
      buttons: ["Reprendre mon achat"],
    },
    abandoned_checkout_3: {
      header: "Un dernier rappel",
      body: "Bonjour {{customer.first_name}}, votre achat chez {{shop.name}} est toujours en attente : {{checkout.items}}.\n\nC'est notre dernier message à ce sujet. Si ces articles vous intéressent encore, le bouton vous y ramène directement.",
      buttons: ["Reprendre mon achat"],
    },
    abandoned_cart: {
      header: "Toujours dans votre panier",
      body: "Bonjour {{customer.first_name}}, votre panier chez {{shop.name}} vous attend toujours : {{cart.items}}.\n\nVous pouvez le revoir quand vous le souhaitez. Pour toute question, répondez simplement à ce message.",
      buttons: ["Voir le panier"],
    },
    back_in_stock: {
      header: "De nouveau disponible",
      body: "Bonjour {{customer.first_name}}, bonne nouvelle : {{product.title}} est de nouveau en stock chez {{shop.name}}.\n\nVous nous aviez demandé de vous prévenir, c'est chose faite. Nous ne savons pas combien de temps le stock durera.",
      buttons: ["Voir le produit"],
    },
    price_drop: {
      header: "Le prix a baissé",
      body: "Bonjour {{customer.first_name}}, vous nous aviez demandé de vous prévenir si le prix de {{product.title}} baissait chez {{shop.name}}.\n\nPrix précédent : {{price.old}}\nPrix actuel : {{price.new}}\n\nLes prix peuvent encore changer ; consultez la page du produit.",
      buttons: ["Voir le produit"],
    },
    order_confirmed: {
      header: "Commande confirmée",
      body: "Bonjour {{customer.first_name}}, merci pour votre commande {{order.name}} chez {{shop.name}}.\n\nArticles : {{order.items}}\nTotal : {{order.total}}\n\nNous vous préviendrons dès son expédition.",
      buttons: ["Voir la commande"],
    },
    order_receipt: {
      header: null,
      body: "Bonjour {{customer.first_name}}, merci pour votre commande {{order.name}} chez {{shop.name}}.\n\nVotre reçu de {{order.total}} est joint en PDF. Pour toute question, répondez simplement à ce message.",
      buttons: ["Voir la commande"],
    },
    cod_confirm: {
      header: "Confirmez votre commande",
      body: "Bonjour {{customer.first_name}}, nous avons bien reçu votre commande {{order.name}} chez {{shop.name}}, à régler à la livraison.\n\nArticles : {{order.items}}\nÀ payer à la livraison : {{order.outstanding}}\n\nDites-nous avec l'un des boutons ci-dessous si nous pouvons l'expédier.",
      buttons: ["Confirmer la commande", "Annuler la commande"],
    },
    payment_reminder: {
      header: "Paiement en attente",
      body: "Bonjour {{customer.first_name}}, nous n'avons pas encore reçu le paiement de votre commande {{order.name}} chez {{shop.name}}.\n\nMontant restant : {{order.outstanding}}\n\nVous pouvez payer depuis la page de votre commande. Si vous avez déjà payé, ne tenez pas compte de ce message.",
      buttons: ["Accéder au paiement"],
    },
    order_cancelled: {
      header: "Commande annulée",
      body: "Bonjour {{customer.first_name}}, votre commande {{order.name}} chez {{shop.name}} a été annulée.\n\nArticles : {{order.items}}\n\nSi vous ne vous y attendiez pas ou si vous avez une question, répondez simplement à ce message.",
      buttons: ["Voir la commande"],
    },
    refund_issued: {
      header: "Remboursement effectué",
      body: "Bonjour {{customer.first_name}}, nous avons remboursé {{refund.amount}} pour votre commande {{order.name}} chez {{shop.name}}.\n\nSelon votre banque, il faut parfois quelques jours ouvrés avant que le montant n'apparaisse sur votre compte.",
      buttons: ["Voir la commande"],
    },
    order_shipped: {
      header: "Votre commande est en route",
      body: "Bonjour {{customer.first_name}}, votre commande {{order.name}} de {{shop.name}} a été expédiée.\n\nTransporteur : {{fulfillment.carrier}}\nNuméro de suivi : {{fulfillment.tracking_number}}\n\nVous pouvez suivre le colis depuis la page de votre commande.",
      buttons: ["Suivre la commande"],
    },
    out_for_delivery: {
      header: "En cours de livraison",
      body: "Bonjour {{customer.first_name}}, votre commande {{order.name}} de {{shop.name}} est en cours de livraison et devrait arriver aujourd'hui.\n\nMieux vaut que quelqu'un soit là pour la recevoir.",
      buttons: ["Suivre la commande"],
    },
    delivered: {
      header: "Commande livrée",
      body: "Bonjour {{customer.first_name}}, votre commande {{order.name}} de {{shop.name}} a été livrée. Nous espérons qu'elle vous plaira.\n\nS'il manque quelque chose ou si un article ne convient pas, répondez simplement à ce message et nous nous en occuperons.",
      buttons: ["Voir la commande"],
    },
    delivery_attempt_failed: {
      header: "Livraison impossible",
      body: "Bonjour {{customer.first_name}}, le transporteur a tenté de livrer votre commande {{order.name}} de {{shop.name}}, sans succès.\n\nLa suite est indiquée sur la page de votre commande. Si vous avez besoin d'aide, répondez simplement à ce message.",
      buttons: ["Suivre la commande"],
    },
    delivery_delayed: {
      header: "Votre livraison a du retard",
      body: "Bonjour {{customer.first_name}}, toutes nos excuses : votre commande {{order.name}} de {{shop.name}} prend plus de temps que prévu.\n\nSon état actuel est indiqué sur la page de votre commande. Pour toute question, répondez simplement à ce message.",
      buttons: ["Suivre la commande"],
    },
    ready_for_pickup: {
      header: "Prête à être retirée",
      body: "Bonjour {{customer.first_name}}, votre commande {{order.name}} chez {{shop.name}} est prête à être retirée.\n\nMerci de vous munir du numéro de commande. L'adresse et les horaires sont sur la page de votre commande.",
      buttons: ["Voir la commande"],
    },
    review_request: {
      header: "Votre avis sur la commande",
      body: "Bonjour {{customer.first_name}}, vous avez reçu il y a quelques jours votre commande {{order.name}} de {{shop.name}}, avec ces articles : {{order.items}}.\n\nVous convient-elle ? Votre avis sur cette commande nous aide à progresser.",
      buttons: ["Donner mon avis"],
    },
    in_transit: {
      header: "Votre colis est en route",
      body: "Bonjour {{customer.first_name}}, votre commande {{order.name}} chez {{shop.name}} est en cours d’acheminement vers vous.\n\nVous pouvez suivre chaque étape du colis sur la page de votre commande.",
      buttons: ["Suivre la commande"],
    },
    cod_out_for_delivery: {
      header: "En cours de livraison",
      body: "Bonjour {{customer.first_name}}, votre commande {{order.name}} chez {{shop.name}} est en cours de livraison et devrait arriver aujourd’hui.\n\nÀ régler au livreur : {{order.outstanding}}\n\nPensez à préparer le montant en espèces.",
      buttons: ["Suivre la commande"],
    },
    welcome: {
      header: "Bienvenue",
      body: "Bonjour {{customer.first_name}}, bienvenue chez {{shop.name}}. Nous sommes ravis de vous compter parmi nous.\n\nSi vous avez une question sur un produit ou une commande, répondez à ce message. Nous vous aiderons avec plaisir.",
      buttons: [],
    },
    win_back: {
      header: "Cela fait un moment",
      body: "Bonjour {{customer.first_name}}, un certain temps a passé depuis votre commande chez {{shop.name}}. Vous aviez choisi : {{order.items}}.\n\nAvez-vous de nouveau besoin de quelque chose, ou pouvons-nous vous aider à trouver du nouveau ? Répondez à ce message.",
      buttons: [],
    },
    win_back_lapsing: {
      header: "Vous nous manquez",
      body: "Bonjour {{customer.first_name}}, vous avez commandé plusieurs fois chez {{shop.name}} et nous n’avons plus de vos nouvelles depuis un moment. Votre dernière commande : {{order.items}}.\n\nAvez-vous besoin de quelque chose, ou pouvons-nous faire mieux ? Répondez à ce message.",
      buttons: [],
    },
    nps_survey: {
      header: "Une question sur votre commande",
      body: "Bonjour {{customer.first_name}}, votre commande {{order.name}} chez {{shop.name}} est arrivée il y a quelques jours.\n\nAprès cette commande, quelle est la probabilité que vous nous recommandiez ? Répondez par un nombre de 0 (pas du tout probable) à 10 (très probable).",
      buttons: [],
    },
    nps_sorry: {
      header: "Merci pour votre franchise",
      body: "Bonjour {{customer.first_name}}, merci pour votre réponse sincère sur votre commande {{order.name}} chez {{shop.name}}. Nous regrettons qu’elle n’ait pas été meilleure.\n\nRépondez-nous et dites-nous ce qui n’a pas convenu. Une personne lira votre message et vous répondra.",
      buttons: [],
    },
    vip_tier: {
      header: "Merci pour votre fidélité",
      body: "Bonjour {{customer.first_name}}, merci de revenir encore et encore chez {{shop.name}}.\n\nVous avez atteint un nouveau niveau chez nous : {{tag.name}}. Pour toute question sur vos avantages, répondez à ce message.",
      buttons: [],
    },
    birthday: {
      header: "Joyeux anniversaire",
      body: "Bonjour {{customer.first_name}}, toute l’équipe de {{shop.name}} vous souhaite un joyeux anniversaire.\n\nMerci d’être notre client. Nous vous souhaitons une très belle journée.",
      buttons: [],
    },
    reorder_reminder: {
      header: "Bientôt à court ?",
      body: "Bonjour {{customer.first_name}}, ce que vous avez commandé chez {{shop.name}} touche peut-être à sa fin : {{order.items}}.\n\nPour la même chose, une touche ci-dessous remplit votre panier.",
      buttons: ["Commander à nouveau"],
    },
    satisfaction_survey: {
      header: "Tout va bien ?",
      body: "Bonjour {{customer.first_name}}, votre commande {{order.name}} chez {{shop.name}} est arrivée il y a quelques jours.\n\nTout est-il comme il se doit ? Il suffit de toucher l’un des boutons ci-dessous.",
      buttons: ["Tout va bien", "Il y a un problème"],
    },
    survey_sorry: {
      header: "Nous sommes désolés",
      body: "Bonjour {{customer.first_name}}, nous sommes désolés qu’il y ait un problème avec votre commande {{order.name}} chez {{shop.name}}.\n\nRépondez-nous pour dire ce qui s’est passé, avec une photo si elle peut aider. Une personne vous lira et vous répondra.",
      buttons: [],
    },
    abandoned_checkout_offer: {
      header: "Un code pour votre commande",
      body: "Bonjour {{customer.first_name}}, votre commande chez {{shop.name}} n’est pas encore terminée : {{checkout.items}}.\n\nAvec le code {{discount.code}}, vous économisez {{discount.value}}. Il est valable une fois, jusqu’au {{discount.expires_on}}, et s’applique en revenant par le bouton ci-dessous.",
      buttons: ["Revenir au paiement"],
    },
    confirm_opt_in: {
      header: "Merci de confirmer",
      body: "Bonjour {{customer.first_name}}, vous avez demandé à recevoir les messages de {{shop.name}} sur WhatsApp.\n\nConfirmez avec le bouton ci-dessous que ce numéro est bien le vôtre et que vous le souhaitez. Si la demande ne vient pas de vous, ignorez simplement ce message.",
      buttons: ["Oui, je confirme"],
    },
  },
  optOutFooter: "Répondez STOP pour ne plus recevoir de messages",
  replies: {
    optOutConfirmed:
      "C'est fait : vous ne recevrez plus de messages de {shopName} ici. Si vous changez d'avis, répondez START.",
    optInConfirmed:
      "Merci ! Vous recevrez de nouveau les messages de {shopName} ici. Répondez STOP à tout moment pour les arrêter.",
    codConfirmed: "Merci ! Votre commande {orderName} est confirmée. Nous vous préviendrons dès son expédition.",
    codCancelled: "C'est noté. Nous annulons votre commande {orderName}, et vous n'avez rien à payer.",
    productRequestNoted:
      "C'est noté : nous vous écrirons ici une fois, dès que {productTitle} sera de nouveau en stock.",
    productRequestNeedsStart:
      "C'est noté : {productTitle}. Vous ne recevez plus nos messages ; répondez d'abord START et nous vous écrirons ici une fois, dès son retour en stock.",
    optInThanks:
      "Merci ! Vous recevrez ici les messages de {shopName}. Répondez STOP à tout moment pour les arrêter.\n\nChoisissez ici ce que vous recevez, à quelle fréquence et dans quelle langue :",
    optInNeedsStart: "Vous ne recevez plus les messages de {shopName}. Pour les recevoir de nouveau, répondez START.",
  },
  words: {
    // "Bonjour à vous, …"
    firstName: "à vous",
    carrier: "notre partenaire de livraison",
    trackingNumber: "voir la page de votre commande",
    listSeparator: ", ",
    moreItems: { one: "{list} et {count} autre article", other: "{list} et {count} autres articles" },
  },
};
