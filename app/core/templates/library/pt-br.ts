import type { LanguageTexts } from "./language-texts.ts";

/** Brazilian Portuguese, "você"; thanks are given by "agradecemos", which has no gender. */
export const ptBr: LanguageTexts = {
  templates: {
    abandoned_checkout_1: {
      header: "Guardamos a sua compra",
      body: "Olá, {{customer.first_name}}, na {{shop.name}} ficou algo esperando por você: {{checkout.items}}.\n\nO total é de {{checkout.total}}. Está tudo salvo, e você pode continuar exatamente de onde parou.",
      buttons: ["Voltar à compra"],
    },
    abandoned_checkout_2: {
      header: "Ficou alguma dúvida?",
      body: "Olá, {{customer.first_name}}, os itens que você escolheu na {{shop.name}} continuam esperando: {{checkout.items}}.\n\nSe ficou alguma dúvida sobre um produto, a entrega ou o pagamento, responda a esta mensagem. Teremos prazer em ajudar.",
      buttons: ["Voltar à compra"],
    },
    abandoned_checkout_3: {
      header: "Um último lembrete",
      body: "Olá, {{customer.first_name}}, a sua compra na {{shop.name}} ainda está em aberto: {{checkout.items}}.\n\nEsta é a nossa última mensagem sobre ela. Se ainda quiser os itens, basta um toque para voltar.",
      buttons: ["Voltar à compra"],
    },
    abandoned_cart: {
      header: "Ainda no seu carrinho",
      body: "Olá, {{customer.first_name}}, o seu carrinho na {{shop.name}} continua esperando: {{cart.items}}.\n\nDê mais uma olhada quando quiser. Se tiver alguma pergunta, é só responder a esta mensagem.",
      buttons: ["Ver carrinho"],
    },
    back_in_stock: {
      header: "De volta ao estoque",
      body: "Olá, {{customer.first_name}}, boas notícias: {{product.title}} está disponível de novo na {{shop.name}}.\n\nVocê pediu para avisarmos, e aqui estamos. Não sabemos por quanto tempo o estoque vai durar.",
      buttons: ["Ver produto"],
    },
    price_drop: {
      header: "O preço baixou",
      body: "Olá, {{customer.first_name}}, você pediu para avisarmos quando {{product.title}} ficasse mais barato na {{shop.name}}.\n\nPreço anterior: {{price.old}}\nPreço atual: {{price.new}}\n\nOs preços podem mudar de novo; confira na página do produto.",
      buttons: ["Ver produto"],
    },
    order_confirmed: {
      header: "Pedido confirmado",
      body: "Olá, {{customer.first_name}}, agradecemos o seu pedido {{order.name}} na {{shop.name}}.\n\nItens: {{order.items}}\nTotal: {{order.total}}\n\nAvisaremos assim que ele for enviado.",
      buttons: ["Ver pedido"],
    },
    order_receipt: {
      header: null,
      body: "Olá, {{customer.first_name}}, agradecemos o seu pedido {{order.name}} na {{shop.name}}.\n\nO recibo no valor de {{order.total}} está anexado em PDF. Se tiver alguma dúvida, basta responder a esta mensagem.",
      buttons: ["Ver pedido"],
    },
    cod_confirm: {
      header: "Confirme o seu pedido",
      body: "Olá, {{customer.first_name}}, recebemos o seu pedido {{order.name}} na {{shop.name}}, com pagamento na entrega.\n\nItens: {{order.items}}\nA pagar na entrega: {{order.outstanding}}\n\nUse um dos botões abaixo para nos dizer se podemos enviar.",
      buttons: ["Confirmar pedido", "Cancelar pedido"],
    },
    payment_reminder: {
      header: "Pagamento pendente",
      body: "Olá, {{customer.first_name}}, ainda não recebemos o pagamento do seu pedido {{order.name}} na {{shop.name}}.\n\nValor pendente: {{order.outstanding}}\n\nVocê pode pagar na página do pedido. Se o pagamento já foi feito, desconsidere esta mensagem.",
      buttons: ["Ir para o pagamento"],
    },
    order_cancelled: {
      header: "Pedido cancelado",
      body: "Olá, {{customer.first_name}}, o seu pedido {{order.name}} na {{shop.name}} foi cancelado.\n\nItens: {{order.items}}\n\nSe você não esperava por isso ou tem alguma pergunta, é só responder a esta mensagem.",
      buttons: ["Ver pedido"],
    },
    refund_issued: {
      header: "Reembolso realizado",
      body: "Olá, {{customer.first_name}}, reembolsamos {{refund.amount}} referentes ao seu pedido {{order.name}} na {{shop.name}}.\n\nDependendo do banco, o valor pode levar alguns dias úteis para aparecer na sua conta.",
      buttons: ["Ver pedido"],
    },
    order_shipped: {
      header: "Seu pedido está a caminho",
      body: "Olá, {{customer.first_name}}, o seu pedido {{order.name}} da {{shop.name}} foi enviado.\n\nTransportadora: {{fulfillment.carrier}}\nCódigo de rastreio: {{fulfillment.tracking_number}}\n\nVocê pode acompanhar a entrega na página do pedido.",
      buttons: ["Rastrear pedido"],
    },
    out_for_delivery: {
      header: "Saiu para entrega",
      body: "Olá, {{customer.first_name}}, o seu pedido {{order.name}} da {{shop.name}} saiu para entrega e deve chegar hoje.\n\nÉ bom que haja alguém para receber.",
      buttons: ["Rastrear pedido"],
    },
    delivered: {
      header: "Pedido entregue",
      body: "Olá, {{customer.first_name}}, o seu pedido {{order.name}} da {{shop.name}} foi entregue. Esperamos que você goste.\n\nSe faltar algo ou se houver algum problema, responda a esta mensagem e cuidaremos disso.",
      buttons: ["Ver pedido"],
    },
    delivery_attempt_failed: {
      header: "Tentativa de entrega",
      body: "Olá, {{customer.first_name}}, a transportadora tentou entregar o seu pedido {{order.name}} da {{shop.name}}, mas não conseguiu.\n\nOs próximos passos estão na página do pedido. Se precisar de ajuda, responda a esta mensagem.",
      buttons: ["Rastrear pedido"],
    },
    delivery_delayed: {
      header: "Sua entrega vai atrasar",
      body: "Olá, {{customer.first_name}}, pedimos desculpas: o seu pedido {{order.name}} da {{shop.name}} está demorando mais do que o previsto.\n\nVocê pode ver a situação atual na página do pedido. Se tiver alguma pergunta, responda a esta mensagem.",
      buttons: ["Rastrear pedido"],
    },
    ready_for_pickup: {
      header: "Pronto para retirada",
      body: "Olá, {{customer.first_name}}, o seu pedido {{order.name}} na {{shop.name}} está pronto para retirada.\n\nTenha o número do pedido em mãos quando vier. O endereço e o horário estão na página do pedido.",
      buttons: ["Ver pedido"],
    },
    review_request: {
      header: "Como foi o seu pedido?",
      body: "Olá, {{customer.first_name}}, há alguns dias chegou o seu pedido {{order.name}} da {{shop.name}}, com estes itens: {{order.items}}.\n\nO que você achou? A sua opinião sobre este pedido nos ajuda a melhorar.",
      buttons: ["Deixar avaliação"],
    },
    in_transit: {
      header: "Seu pacote está a caminho",
      body: "Olá, {{customer.first_name}}! Seu pedido {{order.name}} da {{shop.name}} está em trânsito, a caminho de você.\n\nVocê pode acompanhar cada etapa do pacote na página do pedido.",
      buttons: ["Rastrear pedido"],
    },
    cod_out_for_delivery: {
      header: "Saiu para entrega",
      body: "Olá, {{customer.first_name}}! Seu pedido {{order.name}} da {{shop.name}} saiu para entrega e deve chegar hoje.\n\nA pagar ao entregador: {{order.outstanding}}\n\nAjuda se você já tiver o valor em dinheiro.",
      buttons: ["Rastrear pedido"],
    },
    welcome: {
      header: "Boas-vindas",
      body: "Olá, {{customer.first_name}}! Boas-vindas à {{shop.name}}. É bom ter você com a gente.\n\nSe tiver uma pergunta sobre um produto ou um pedido, responda a esta mensagem. Vamos ajudar com prazer.",
      buttons: [],
    },
    win_back: {
      header: "Já faz um tempo",
      body: "Olá, {{customer.first_name}}! Já faz um tempo desde o seu pedido na {{shop.name}}. Você comprou: {{order.items}}.\n\nPrecisa de algo de novo, ou podemos ajudar a encontrar algo diferente? Responda a esta mensagem.",
      buttons: [],
    },
    win_back_lapsing: {
      header: "Sentimos sua falta",
      body: "Olá, {{customer.first_name}}! Você já comprou várias vezes na {{shop.name}} e faz um tempo que não temos notícias suas. Seu último pedido: {{order.items}}.\n\nPrecisa de algo, ou podemos melhorar em alguma coisa? Responda a esta mensagem.",
      buttons: [],
    },
    nps_survey: {
      header: "Uma pergunta sobre o seu pedido",
      body: "Olá, {{customer.first_name}}! Seu pedido {{order.name}} da {{shop.name}} chegou há alguns dias.\n\nDepois deste pedido, qual a chance de você nos recomendar a um amigo? Responda com um número de 0 (nada provável) a 10 (muito provável).",
      buttons: [],
    },
    nps_sorry: {
      header: "Obrigado pela sinceridade",
      body: "Olá, {{customer.first_name}}! Obrigado pela resposta sincera sobre o seu pedido {{order.name}} da {{shop.name}}. Sentimos muito que não tenha sido melhor.\n\nResponda e conte o que não foi bem. Uma pessoa vai ler e responder.",
      buttons: [],
    },
    vip_tier: {
      header: "Obrigado pela sua fidelidade",
      body: "Olá, {{customer.first_name}}! Obrigado por voltar sempre à {{shop.name}}.\n\nVocê alcançou um novo nível com a gente: {{tag.name}}. Se tiver dúvidas sobre os seus benefícios, responda a esta mensagem.",
      buttons: [],
    },
    birthday: {
      header: "Feliz aniversário",
      body: "Olá, {{customer.first_name}}! Toda a equipe da {{shop.name}} deseja um feliz aniversário para você.\n\nObrigado por comprar com a gente. Tenha um ótimo dia.",
      buttons: [],
    },
    reorder_reminder: {
      header: "Está acabando?",
      body: "Olá, {{customer.first_name}}! O que você pediu na {{shop.name}} pode estar acabando: {{order.items}}.\n\nSe quiser o mesmo de novo, um toque abaixo enche o seu carrinho.",
      buttons: ["Pedir de novo"],
    },
    satisfaction_survey: {
      header: "Está tudo certo?",
      body: "Olá, {{customer.first_name}}! Seu pedido {{order.name}} da {{shop.name}} chegou há alguns dias.\n\nEstá tudo como deveria? Basta tocar em um dos botões abaixo.",
      buttons: ["Tudo certo", "Algo está errado"],
    },
    survey_sorry: {
      header: "Sentimos muito",
      body: "Olá, {{customer.first_name}}! Sentimos muito que haja um problema com o seu pedido {{order.name}} da {{shop.name}}.\n\nResponda contando o que aconteceu, com uma foto se ajudar. Uma pessoa vai ler e responder.",
      buttons: [],
    },
    abandoned_checkout_offer: {
      header: "Um código para a sua compra",
      body: "Olá, {{customer.first_name}}! Sua compra na {{shop.name}} continua aberta: {{checkout.items}}.\n\nCom o código {{discount.code}} você economiza {{discount.value}}. Ele vale uma vez, até {{discount.expires_on}}, e é aplicado ao voltar pelo botão abaixo.",
      buttons: ["Voltar ao pagamento"],
    },
    confirm_opt_in: {
      header: "Confirme, por favor",
      body: "Olá, {{customer.first_name}}! Você pediu para receber mensagens da {{shop.name}} pelo WhatsApp.\n\nConfirme com o botão abaixo que este é o seu número e que você quer recebê-las. Se não foi você, basta ignorar esta mensagem.",
      buttons: ["Sim, eu confirmo"],
    },
  },
  optOutFooter: "Responda SAIR para não receber mais mensagens",
  replies: {
    optOutConfirmed:
      "Pronto: você não receberá mais mensagens da {shopName} por aqui. Se mudar de ideia, responda INICIAR.",
    optInConfirmed:
      "Agradecemos! Você voltará a receber mensagens da {shopName} por aqui. Responda SAIR quando quiser parar.",
    codConfirmed: "Agradecemos! O seu pedido {orderName} está confirmado. Avisaremos assim que ele for enviado.",
    codCancelled: "Entendido. Vamos cancelar o seu pedido {orderName}, e você não precisa pagar nada.",
    productRequestNoted: "Anotado: escreveremos aqui uma vez quando {productTitle} estiver disponível de novo.",
    productRequestNeedsStart:
      "Anotado: {productTitle}. Você havia parado de receber as nossas mensagens; responda primeiro INICIAR e escreveremos aqui uma vez quando estiver disponível de novo.",
    optInThanks:
      "Agradecemos! Você receberá as mensagens da {shopName} por aqui. Responda SAIR quando quiser parar.\n\nEscolha aqui o que recebe, com que frequência e em que idioma:",
    optInNeedsStart:
      "Você havia parado de receber as mensagens da {shopName}. Se quiser recebê-las de novo, responda INICIAR.",
  },
  words: {
    // "Cliente" is the same for everybody.
    firstName: "cliente",
    carrier: "nossa transportadora parceira",
    trackingNumber: "na página do pedido",
    listSeparator: ", ",
    moreItems: { other: "{list} e mais {count}" },
  },
};
