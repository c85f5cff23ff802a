-- Shops that uninstalled the app before now held their accounts and numbers for ever: free them for other shops.
UPDATE "WhatsAppNumber" n SET "status" = 'disconnected', "statusReason" = 'app_uninstalled'
FROM "Shop" s
WHERE s."id" = n."shopId" AND s."status" = 'uninstalled' AND n."status" <> 'disconnected';

UPDATE "WhatsAppAccount" a
SET "status" = 'needs_reconnect', "statusNote" = 'app_uninstalled', "disconnectedAt" = COALESCE(s."uninstalledAt", now())
FROM "Shop" s
WHERE s."id" = a."shopId" AND s."status" = 'uninstalled' AND a."disconnectedAt" IS NULL;
