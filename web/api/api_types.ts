// Made by `bun run api:types` from the API's document.
export interface paths {
  "/healthz": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getHealthz"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/readyz": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReadyz"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMetrics"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/postback": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getV1Postback"];
    put?: never;
    post: operations["postV1Postback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/install": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getV1Install"];
    put?: never;
    post: operations["postV1Install"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/skan": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getV1Skan"];
    put?: never;
    post: operations["postV1Skan"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/aak": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getV1Aak"];
    put?: never;
    post: operations["postV1Aak"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/.well-known/skadnetwork/report-attribution": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getWellKnownSkadnetworkReportAttribution"];
    put?: never;
    post: operations["postWellKnownSkadnetworkReportAttribution"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/.well-known/appattribution/report-attribution": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getWellKnownAppattributionReportAttribution"];
    put?: never;
    post: operations["postWellKnownAppattributionReportAttribution"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/aff_lsr": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAffLsr"];
    put?: never;
    post: operations["postAffLsr"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/p.ashx": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPAshx"];
    put?: never;
    post: operations["postPAshx"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/track/conv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTrackConv"];
    put?: never;
    post: operations["postTrackConv"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/track/conv-change": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTrackConvChange"];
    put?: never;
    post: operations["postTrackConvChange"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/track/conv-addchange": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTrackConvAddchange"];
    put?: never;
    post: operations["postTrackConvAddchange"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/track/lead": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTrackLead"];
    put?: never;
    post: operations["postTrackLead"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/track/sale": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTrackSale"];
    put?: never;
    post: operations["postTrackSale"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/click.php": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getClickPhp"];
    put?: never;
    post: operations["postClickPhp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/click": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getClick"];
    put?: never;
    post: operations["postClick"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/scripts/sale.php": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getScriptsSalePhp"];
    put?: never;
    post: operations["postScriptsSalePhp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/conversion/xid": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getConversionXid"];
    put?: never;
    post: operations["postConversionXid"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tracking202/static/gpb.php": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTracking202StaticGpbPhp"];
    put?: never;
    post: operations["postTracking202StaticGpbPhp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/postback/{key}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getV1PostbackByKey"];
    put?: never;
    post: operations["postV1PostbackByKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/app-store/{key}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getV1AppStoreByKey"];
    put?: never;
    post: operations["postV1AppStoreByKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/play/{key}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getV1PlayByKey"];
    put?: never;
    post: operations["postV1PlayByKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/pixel/{key}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getV1PixelByKey"];
    put?: never;
    post: operations["postV1PixelByKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/postback": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPostback"];
    put?: never;
    post: operations["postPostback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/{key}/postback": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getByKeyPostback"];
    put?: never;
    post: operations["postByKeyPostback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/conversion/{rest}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getConversionAny"];
    put?: never;
    post: operations["postConversionAny"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/Advertisers/{sid}/Conversions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAdvertisersBySidConversions"];
    put?: never;
    post: operations["postAdvertisersBySidConversions"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getRoot"];
    put?: never;
    post: operations["postRoot"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/test-receiver": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getV1TestReceiver"];
    put?: never;
    post: operations["postV1TestReceiver"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/.well-known/apple-app-site-association": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getWellKnownAppleAppSiteAssociation"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/.well-known/assetlinks.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getWellKnownAssetlinksJson"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/jobs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getJobs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/jobs/{name}/run": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postJobsByNameRun"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tasks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTasks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tasks/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTasksById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tasks/{id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postTasksByIdCancel"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tasks/{id}/resume": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postTasksByIdResume"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getSession"];
    put?: never;
    post: operations["postSession"];
    delete: operations["deleteSession"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session/second-step": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postSessionSecondStep"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/me": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMe"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session/password": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postSessionPassword"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sessions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getSessions"];
    put?: never;
    post?: never;
    delete: operations["deleteSessions"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sessions/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getSessionsById"];
    put?: never;
    post?: never;
    delete: operations["deleteSessionsById"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session/totp": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postSessionTotp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session/totp/confirm": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postSessionTotpConfirm"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/session/totp/remove": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postSessionTotpRemove"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users/{id}/totp": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["deleteUsersByIdTotp"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/setup": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postSetup"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations/accept": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postInvitationsAccept"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/password-resets": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPasswordResets"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tokens": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTokens"];
    put?: never;
    post: operations["postTokens"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tokens/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTokensById"];
    put?: never;
    post?: never;
    delete: operations["deleteTokensById"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getUsers"];
    put?: never;
    post: operations["postUsers"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getUsersById"];
    put?: never;
    post?: never;
    delete: operations["deleteUsersById"];
    options?: never;
    head?: never;
    patch: operations["changeUsersById"];
    trace?: never;
  };
  "/api/v1/users/{id}/reset": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postUsersByIdReset"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getInvitations"];
    put?: never;
    post: operations["postInvitations"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getInvitationsById"];
    put?: never;
    post?: never;
    delete: operations["deleteInvitationsById"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/audit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAudit"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/audit/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAuditById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/me/notifications": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMeNotifications"];
    put: operations["replaceMeNotifications"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/offers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getOffers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/offers/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getOffersById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/offers/{id}/apply": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postOffersByIdApply"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/offers/{id}/accept-terms": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postOffersByIdAcceptTerms"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getLinks"];
    put?: never;
    post: operations["postLinks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getLinksById"];
    put: operations["replaceLinksById"];
    post?: never;
    delete: operations["deleteLinksById"];
    options?: never;
    head?: never;
    patch: operations["changeLinksById"];
    trace?: never;
  };
  "/api/v1/links/{id}/qr": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getLinksByIdQr"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaigns"];
    put?: never;
    post: operations["postCampaigns"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsById"];
    put: operations["replaceCampaignsById"];
    post?: never;
    delete: operations["deleteCampaignsById"];
    options?: never;
    head?: never;
    patch: operations["changeCampaignsById"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/goals": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdGoals"];
    put?: never;
    post: operations["postCampaignsByIdGoals"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/goals/{key}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdGoalsByKey"];
    put: operations["replaceCampaignsByIdGoalsByKey"];
    post?: never;
    delete: operations["deleteCampaignsByIdGoalsByKey"];
    options?: never;
    head?: never;
    patch: operations["changeCampaignsByIdGoalsByKey"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/caps": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdCaps"];
    put?: never;
    post: operations["postCampaignsByIdCaps"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/caps/{part}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdCapsByPart"];
    put: operations["replaceCampaignsByIdCapsByPart"];
    post?: never;
    delete: operations["deleteCampaignsByIdCapsByPart"];
    options?: never;
    head?: never;
    patch: operations["changeCampaignsByIdCapsByPart"];
    trace?: never;
  };
  "/api/v1/advertisers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAdvertisers"];
    put?: never;
    post: operations["postAdvertisers"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAdvertisersById"];
    put: operations["replaceAdvertisersById"];
    post?: never;
    delete: operations["deleteAdvertisersById"];
    options?: never;
    head?: never;
    patch: operations["changeAdvertisersById"];
    trace?: never;
  };
  "/api/v1/affiliates": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAffiliates"];
    put?: never;
    post: operations["postAffiliates"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAffiliatesById"];
    put: operations["replaceAffiliatesById"];
    post?: never;
    delete: operations["deleteAffiliatesById"];
    options?: never;
    head?: never;
    patch: operations["changeAffiliatesById"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/targeting": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdTargeting"];
    put: operations["replaceCampaignsByIdTargeting"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/effective": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdEffective"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/destinations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdDestinations"];
    put?: never;
    post: operations["postCampaignsByIdDestinations"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/destinations/{part}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdDestinationsByPart"];
    put: operations["replaceCampaignsByIdDestinationsByPart"];
    post?: never;
    delete: operations["deleteCampaignsByIdDestinationsByPart"];
    options?: never;
    head?: never;
    patch: operations["changeCampaignsByIdDestinationsByPart"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/affiliates": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdAffiliates"];
    put?: never;
    post: operations["postCampaignsByIdAffiliates"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/affiliates/{part}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdAffiliatesByPart"];
    put: operations["replaceCampaignsByIdAffiliatesByPart"];
    post?: never;
    delete: operations["deleteCampaignsByIdAffiliatesByPart"];
    options?: never;
    head?: never;
    patch: operations["changeCampaignsByIdAffiliatesByPart"];
    trace?: never;
  };
  "/api/v1/traffic-rules": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTrafficRules"];
    put?: never;
    post: operations["postTrafficRules"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/traffic-rules/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTrafficRulesById"];
    put: operations["replaceTrafficRulesById"];
    post?: never;
    delete: operations["deleteTrafficRulesById"];
    options?: never;
    head?: never;
    patch: operations["changeTrafficRulesById"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/skan": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdSkan"];
    put: operations["replaceCampaignsByIdSkan"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/app": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdApp"];
    put: operations["replaceCampaignsByIdApp"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/domains": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getDomains"];
    put?: never;
    post: operations["postDomains"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/domains/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getDomainsById"];
    put?: never;
    post?: never;
    delete: operations["deleteDomainsById"];
    options?: never;
    head?: never;
    patch: operations["changeDomainsById"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/goals/{key}/payouts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdGoalsByKeyPayouts"];
    put?: never;
    post: operations["postCampaignsByIdGoalsByKeyPayouts"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/goals/{key}/payouts/{part}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdGoalsByKeyPayoutsByPart"];
    put?: never;
    post?: never;
    delete: operations["deleteCampaignsByIdGoalsByKeyPayoutsByPart"];
    options?: never;
    head?: never;
    patch: operations["changeCampaignsByIdGoalsByKeyPayoutsByPart"];
    trace?: never;
  };
  "/api/v1/campaigns/{id}/click-prices": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdClickPrices"];
    put?: never;
    post: operations["postCampaignsByIdClickPrices"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/click-prices/{part}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdClickPricesByPart"];
    put?: never;
    post?: never;
    delete: operations["deleteCampaignsByIdClickPricesByPart"];
    options?: never;
    head?: never;
    patch: operations["changeCampaignsByIdClickPricesByPart"];
    trace?: never;
  };
  "/api/v1/bulk/advertisers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postBulkAdvertisers"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bulk/affiliates": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postBulkAffiliates"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bulk/campaigns": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postBulkCampaigns"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bulk/goals": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postBulkGoals"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bulk/payouts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postBulkPayouts"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bulk/links": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postBulkLinks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bells": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getBells"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bells/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getBellsByName"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch: operations["changeBellsByName"];
    trace?: never;
  };
  "/api/v1/incidents": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getIncidents"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/incidents/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getIncidentsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sign-up": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getSignUp"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/applications": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getApplications"];
    put?: never;
    post: operations["postApplications"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sign-up-questions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getSignUpQuestions"];
    put: operations["replaceSignUpQuestions"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/applications/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getApplicationsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/applications/{id}/approve": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postApplicationsByIdApprove"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/applications/{id}/refuse": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postApplicationsByIdRefuse"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/click/{id}/claim": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getV1ClickByIdClaim"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/clicks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getClicks"];
    put?: never;
    post: operations["postClicks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/clicks/summary": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getClicksSummary"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/clicks/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getClicksById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/unresolved": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMovesUnresolved"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/clicks/{id}/personal-data": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["deleteClicksByIdPersonalData"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/{id}/test-click": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postLinksByIdTestClick"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/links/{id}/check": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getLinksByIdCheck"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/click": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postSandboxClick"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/balance": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAffiliatesByIdBalance"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/entries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAffiliatesByIdEntries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/entries/{entry_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAffiliatesByIdEntriesByEntryId"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/accounts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getLedgerAccounts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/transactions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getLedgerTransactions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/transactions/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getLedgerTransactionsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/verify": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getLedgerVerify"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/entries/{id}/release": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postLedgerEntriesByIdRelease"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/adjustments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getLedgerAdjustments"];
    put?: never;
    post: operations["postLedgerAdjustments"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/periods": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPeriods"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/periods/{month}/lock": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPeriodsByMonthLock"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/fx-rates": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getFxRates"];
    put: operations["replaceFxRates"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/campaigns/{id}/click-days": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getCampaignsByIdClickDays"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPayments"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPaymentsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/{id}/entries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPaymentsByIdEntries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/payment-details": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAffiliatesByIdPaymentDetails"];
    put: operations["replaceAffiliatesByIdPaymentDetails"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/payment-details/pending": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["deleteAffiliatesByIdPaymentDetailsPending"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payment-runs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPaymentRuns"];
    put?: never;
    post: operations["postPaymentRuns"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payment-runs/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPaymentRunsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payment-runs/{id}/export.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPaymentRunsByIdExportCsv"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payment-runs/{id}/sepa": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPaymentRunsByIdSepa"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payment-runs/{id}/sepa.xml": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPaymentRunsByIdSepaXml"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/{id}/close": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPaymentsByIdClose"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/{id}/pay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPaymentsByIdPay"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/{id}/fail": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPaymentsByIdFail"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/{id}/void": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPaymentsByIdVoid"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/close": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPaymentsClose"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/pay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPaymentsPay"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/fail": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPaymentsFail"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payments/void": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPaymentsVoid"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getInvoices"];
    put?: never;
    post: operations["postInvoices"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getInvoicesById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices/{id}/receive": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postInvoicesByIdReceive"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices/{id}/void": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postInvoicesByIdVoid"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/risk-rules": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getRiskRules"];
    put?: never;
    post: operations["postRiskRules"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/risk-rules/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getRiskRulesById"];
    put?: never;
    post?: never;
    delete: operations["deleteRiskRulesById"];
    options?: never;
    head?: never;
    patch: operations["changeRiskRulesById"];
    trace?: never;
  };
  "/api/v1/risk": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getRisk"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/risk/codes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getRiskCodes"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/risk/decisions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getRiskDecisions"];
    put?: never;
    post: operations["postRiskDecisions"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/risk/decisions/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getRiskDecisionsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/risk/affiliates/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getRiskAffiliatesById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/risk/held": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getRiskHeld"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getConversions"];
    put?: never;
    post: operations["postConversions"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversions/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getConversionsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch: operations["changeConversionsById"];
    trace?: never;
  };
  "/api/v1/conversions/bulk": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postConversionsBulk"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversion-rules": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getConversionRules"];
    put?: never;
    post: operations["postConversionRules"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/conversion-rules/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getConversionRulesById"];
    put: operations["replaceConversionRulesById"];
    post?: never;
    delete: operations["deleteConversionRulesById"];
    options?: never;
    head?: never;
    patch: operations["changeConversionRulesById"];
    trace?: never;
  };
  "/api/v1/backfill-windows": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getBackfillWindows"];
    put?: never;
    post: operations["postBackfillWindows"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/backfill-windows/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getBackfillWindowsById"];
    put?: never;
    post?: never;
    delete: operations["deleteBackfillWindowsById"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/backfill-windows/{id}/close": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postBackfillWindowsByIdClose"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/forwards": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMovesForwards"];
    put?: never;
    post: operations["postMovesForwards"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/forwards/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMovesForwardsById"];
    put?: never;
    post?: never;
    delete: operations["deleteMovesForwardsById"];
    options?: never;
    head?: never;
    patch: operations["changeMovesForwardsById"];
    trace?: never;
  };
  "/api/v1/bulk/endpoints": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postBulkEndpoints"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postback-presets": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPostbackPresets"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAffiliatesByIdPostbacks"];
    put?: never;
    post: operations["postAffiliatesByIdPostbacks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAffiliatesByIdPostbacksByEndpointId"];
    put?: never;
    post?: never;
    delete: operations["deleteAffiliatesByIdPostbacksByEndpointId"];
    options?: never;
    head?: never;
    patch: operations["changeAffiliatesByIdPostbacksByEndpointId"];
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}/secrets": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postAffiliatesByIdPostbacksByEndpointIdSecrets"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}/secrets/{secret_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["deleteAffiliatesByIdPostbacksByEndpointIdSecretsBySecretId"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}/pause": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postAffiliatesByIdPostbacksByEndpointIdPause"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}/resume": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postAffiliatesByIdPostbacksByEndpointIdResume"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/affiliates/{id}/postbacks/{endpoint_id}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postAffiliatesByIdPostbacksByEndpointIdTest"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/webhooks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getWebhooks"];
    put?: never;
    post: operations["postWebhooks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/webhooks/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getWebhooksById"];
    put?: never;
    post?: never;
    delete: operations["deleteWebhooksById"];
    options?: never;
    head?: never;
    patch: operations["changeWebhooksById"];
    trace?: never;
  };
  "/api/v1/webhooks/{id}/secrets": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postWebhooksByIdSecrets"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/webhooks/{id}/secrets/{secret_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["deleteWebhooksByIdSecretsBySecretId"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/webhooks/{id}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postWebhooksByIdTest"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/webhooks/{id}/deliveries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getWebhooksByIdDeliveries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/webhooks/{id}/deliveries/{delivery_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getWebhooksByIdDeliveriesByDeliveryId"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/webhooks/{id}/deliveries/{delivery_id}/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postWebhooksByIdDeliveriesByDeliveryIdRetry"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deliveries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getDeliveries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deliveries/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getDeliveriesById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deliveries/{id}/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postDeliveriesByIdRetry"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deliveries/replay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postDeliveriesReplay"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAdvertisersByIdSources"];
    put?: never;
    post: operations["postAdvertisersByIdSources"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAdvertisersByIdSourcesBySourceId"];
    put?: never;
    post?: never;
    delete: operations["deleteAdvertisersByIdSourcesBySourceId"];
    options?: never;
    head?: never;
    patch: operations["changeAdvertisersByIdSourcesBySourceId"];
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/secrets": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postAdvertisersByIdSourcesBySourceIdSecrets"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/secrets/{secret_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["deleteAdvertisersByIdSourcesBySourceIdSecretsBySecretId"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/rotate-key": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postAdvertisersByIdSourcesBySourceIdRotateKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/rotate-token": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postAdvertisersByIdSourcesBySourceIdRotateToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/old-key": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["deleteAdvertisersByIdSourcesBySourceIdOldKey"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/old-token": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["deleteAdvertisersByIdSourcesBySourceIdOldToken"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/sheet/link": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAdvertisersByIdSourcesBySourceIdSheetLink"];
    put?: never;
    post: operations["postAdvertisersByIdSourcesBySourceIdSheetLink"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/sheet/link/{link_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAdvertisersByIdSourcesBySourceIdSheetLinkByLinkId"];
    put?: never;
    post?: never;
    delete: operations["deleteAdvertisersByIdSourcesBySourceIdSheetLinkByLinkId"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/sheet": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAdvertisersByIdSourcesBySourceIdSheet"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAdvertisersByIdSourcesBySourceIdHealth"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAdvertisersByIdSourcesHealth"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/s/{token}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getSByToken"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postbacks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPostbacks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postbacks/summary": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPostbacksSummary"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postbacks/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getPostbacksById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postbacks/replay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPostbacksReplay"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/postbacks/{id}/replay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postPostbacksByIdReplay"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/postback": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postSandboxPostback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/sources/{source_id}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postAdvertisersByIdSourcesBySourceIdTest"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReconciliations"];
    put?: never;
    post: operations["postReconciliations"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReconciliationsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/mapping": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postReconciliationsByIdMapping"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/rows": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReconciliationsByIdRows"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/difference": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReconciliationsByIdDifference"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/breaks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReconciliationsByIdBreaks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/matches": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReconciliationsByIdMatches"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/breaks/{key}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReconciliationsByIdBreaksByKey"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch: operations["changeReconciliationsByIdBreaksByKey"];
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/frame": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postReconciliationsByIdFrame"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/match": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postReconciliationsByIdMatch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/advertisers/{id}/tolerance": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getAdvertisersByIdTolerance"];
    put: operations["replaceAdvertisersByIdTolerance"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/missing": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReconciliationsMissing"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/report": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReconciliationsByIdReport"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices/{id}/difference": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getInvoicesByIdDifference"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/apply": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postReconciliationsByIdApply"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/actions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReconciliationsByIdActions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/undo": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postReconciliationsByIdUndo"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reconciliations/{id}/batches": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReconciliationsByIdBatches"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getImports"];
    put?: never;
    post: operations["postImports"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getImportsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/mapping": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postImportsByIdMapping"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/rows": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getImportsByIdRows"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/apply": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postImportsByIdApply"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/actions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getImportsByIdActions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/undo": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postImportsByIdUndo"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports/{id}/batches": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getImportsByIdBatches"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMoves"];
    put?: never;
    post: operations["postMoves"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMovesById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/{id}/rows": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMovesByIdRows"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/{id}/apply": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postMovesByIdApply"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/{id}/undo": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postMovesByIdUndo"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/shadow": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMovesShadow"];
    put?: never;
    post: operations["postMovesShadow"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/shadow/breaks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMovesShadowBreaks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/shadow/breaks/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMovesShadowBreaksById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/shadow/matches": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMovesShadowMatches"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/shadow/exports": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMovesShadowExports"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/moves/shadow/exports/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getMovesShadowExportsById"];
    put?: never;
    post?: never;
    delete: operations["deleteMovesShadowExportsById"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reports": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReports"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reports/discrepancy": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["postReportsDiscrepancy"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reports/live": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getReportsLive"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/live": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getLive"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/saved-reports": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getSavedReports"];
    put?: never;
    post: operations["postSavedReports"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/saved-reports/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getSavedReportsById"];
    put?: never;
    post?: never;
    delete: operations["deleteSavedReportsById"];
    options?: never;
    head?: never;
    patch: operations["changeSavedReportsById"];
    trace?: never;
  };
  "/api/v1/trace": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getTrace"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/openapi.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getOpenapiJson"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/docs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["getDocs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface webhooks {
  "conversion.recorded": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_conversion_recorded"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "conversion.changed": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_conversion_changed"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "payment.closed": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_payment_closed"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "payment.paid": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_payment_paid"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "invoice.created": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_invoice_created"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "affiliate.applied": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_affiliate_applied"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "offer.changed": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_offer_changed"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "endpoint.switched_off": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_endpoint_switched_off"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "endpoint.failing": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_endpoint_failing"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "source.silent": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_source_silent"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "refusals.rising": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_refusals_rising"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "cap.near": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_cap_near"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "cap.reached": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_cap_reached"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "campaign.paused": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_campaign_paused"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "risk.held": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_risk_held"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "statement.missing": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_statement_missing"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "ledger.broken": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_ledger_broken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "forward.stopped": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_forward_stopped"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "report.ready": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_report_ready"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "report.broken": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["hear_report_broken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    TakenPostback: {
      /** @enum {string} */
      outcome:
        | "recorded"
        | "updated"
        | "duplicate"
        | "ignored"
        | "queued"
        | "forwarded";
      postback_id: string;
      conversion_id?: string | null;
      status?: string;
      reason?: string;
      note?: string;
      differs?: string[];
    };
    PlatformAnswer:
      | {
          [key: string]: unknown;
        }
      | unknown[];
    InstallReport: {
      referrer?: string;
      click_id?: string;
      package?: string;
      referrer_click_at?: string | number;
      install_begin_at?: string | number;
      referrer_click_server_at?: string | number;
      install_begin_server_at?: string | number;
      install_version?: string;
      instant?: boolean;
      token?: string;
    };
    TakenInstall: {
      /** @enum {string} */
      outcome:
        | "recorded"
        | "updated"
        | "duplicate"
        | "ignored"
        | "queued"
        | "forwarded";
      postback_id: string;
      conversion_id?: string | null;
      status?: string;
      reason?: string;
      note?: string;
      differs?: string[];
      click_id?: string;
      app_account_token?: string | null;
      deep_link?: string | null;
    } & {
      [key: string]: unknown;
    };
    Job: {
      name: string;
      description: string;
      every_ms: number | null;
      waiting: number;
      running: number;
      failed: number;
      last_run_at: string | null;
      last_duration_ms: number | null;
      last_error: string | null;
      next_run_at: string | null;
    };
    Task: {
      id: string;
      name: string;
      key: string | null;
      /** @enum {string} */
      state: "cancelled" | "done" | "failed" | "running" | "waiting";
      done: number;
      total: number | null;
      rate_per_second: number | null;
      eta_at: string | null;
      created_at: string;
      started_at: string | null;
      finished_at: string | null;
      due_at: string | null;
      attempt: number;
      error: string | null;
      cancel_requested_at: string | null;
      result: unknown;
    };
    SecondStepNeeded: {
      /** @constant */
      second_step: true;
      ticket: string;
      expires_at: string;
    };
    /** @enum {string} */
    Role: "admin" | "manager" | "affiliate" | "advertiser";
    User: {
      id: string;
      email: string;
      name: string | null;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      affiliate_ids: number[] | null;
      advertiser_ids: number[] | null;
      created_at: string;
      disabled_at: string | null;
    };
    Principal: {
      /** @enum {string} */
      kind: "session" | "token";
      id: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      affiliate_ids: number[] | null;
      advertiser_ids: number[] | null;
      timezone: string;
    };
    Me: {
      /** @enum {string} */
      kind: "session" | "token";
      id: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      affiliate_ids: number[] | null;
      advertiser_ids: number[] | null;
      timezone: string;
      name: string | null;
      email: string | null;
      party: {
        /** @enum {string} */
        kind: "affiliate" | "advertiser";
        id: number;
        name: string;
      } | null;
      scopes: string[];
      payment_details_pending: {
        requested_at: string;
        effective_at: string;
      } | null;
      second_step: boolean;
      as_of: string;
    };
    Session: {
      id: string;
      user_id: string;
      created_at: string | null;
      last_seen_at: string | null;
      expires_at: string;
      address: string | null;
      user_agent: string | null;
      current: boolean;
    };
    NewSecondStep: {
      secret: string;
      url: string;
    };
    RecoveryCodes: {
      recovery_codes: string[];
    };
    Token: {
      id: string;
      name: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      affiliate_ids: number[] | null;
      advertiser_ids: number[] | null;
      user_id: string | null;
      scopes: string[];
      created_at: string;
      expires_at: string | null;
      revoked_at: string | null;
      last_used_at: string | null;
    };
    NewToken: {
      id: string;
      name: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      affiliate_ids: number[] | null;
      advertiser_ids: number[] | null;
      user_id: string | null;
      scopes: string[];
      created_at: string;
      expires_at: string | null;
      revoked_at: string | null;
      last_used_at: string | null;
      token: string;
    };
    NewPasswordReset: {
      url: string;
      expires_at: string;
      /** @enum {string} */
      mail: "sent" | "failed" | "off";
    };
    Invitation: {
      id: string;
      email: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      affiliate_ids: number[] | null;
      advertiser_ids: number[] | null;
      user_id: string | null;
      created_at: string;
      expires_at: string;
      accepted_at: string | null;
      revoked_at: string | null;
    };
    NewInvitation: {
      id: string;
      email: string;
      role: components["schemas"]["Role"];
      affiliate_id: number | null;
      advertiser_id: number | null;
      affiliate_ids: number[] | null;
      advertiser_ids: number[] | null;
      user_id: string | null;
      created_at: string;
      expires_at: string;
      accepted_at: string | null;
      revoked_at: string | null;
      url: string;
      /** @enum {string} */
      mail: "sent" | "failed" | "off";
    };
    AuditLine: {
      id: string;
      at: string;
      /** @enum {string} */
      kind: "user" | "token" | "job" | "command" | "guest" | "system";
      user_id: string | null;
      token_id: string | null;
      session_id: string | null;
      job: string | null;
      task_id: string | null;
      name: string | null;
      role: ("admin" | "manager" | "affiliate" | "advertiser") | null;
      actor_affiliate_id: number | null;
      actor_advertiser_id: number | null;
      via: string | null;
      address: string | null;
      user_agent: string | null;
      request_id: string | null;
      route: string | null;
      /** @enum {string} */
      action: "created" | "changed" | "deleted" | "retried" | "replayed";
      resource: string;
      resource_id: string;
      campaign_id: number | null;
      affiliate_id: number | null;
      advertiser_id: number | null;
      before: {
        [key: string]: unknown;
      } | null;
      after: {
        [key: string]: unknown;
      } | null;
    };
    NotificationChoices: {
      events: {
        [key: string]: boolean;
      };
      mail: boolean;
    };
    MoneyRule:
      | {
          /** @constant */
          type: "fixed";
          amount: string;
        }
      | {
          /** @constant */
          type: "percent";
          percent: string;
        }
      | {
          /** @constant */
          type: "percent_of_revenue";
          percent: string;
        }
      | {
          /** @constant */
          type: "fixed_plus_percent";
          amount: string;
          percent: string;
        }
      | {
          /** @constant */
          type: "as_sent";
        }
      | {
          /** @constant */
          type: "none";
        };
    PayoutTiers: {
      /** @enum {string} */
      by: "count" | "volume";
      /** @enum {string} */
      period: "day" | "month" | "total";
      steps: {
        from: string;
        payout:
          | {
              /** @constant */
              type: "fixed";
              amount: string;
            }
          | {
              /** @constant */
              type: "percent";
              percent: string;
            }
          | {
              /** @constant */
              type: "percent_of_revenue";
              percent: string;
            }
          | {
              /** @constant */
              type: "fixed_plus_percent";
              amount: string;
              percent: string;
            }
          | {
              /** @constant */
              type: "as_sent";
            }
          | {
              /** @constant */
              type: "none";
            };
      }[];
    };
    Offer: {
      campaign_id: number;
      affiliate_id: number | null;
      name: string;
      advertiser?: string;
      description: string | null;
      /** @enum {string} */
      visibility: "public" | "request" | "private";
      /** @enum {string} */
      status: "none" | "applied" | "approved" | "refused" | "blocked";
      reason: string | null;
      applied_at: string | null;
      may_promote: boolean;
      why_not: string | null;
      currency: string;
      payout_currency: string;
      goals: {
        key: string;
        name: string;
        payout: components["schemas"]["MoneyRule"];
        is_own_price: boolean;
        valid_from: string;
        valid_to: string | null;
        tiers: components["schemas"]["PayoutTiers"] | null;
        tier_progress: {
          step: number | null;
          payout: components["schemas"]["MoneyRule"] | null;
          had: string | null;
          next_from: string | null;
          left: string | null;
          percent: number;
          resets_at: string | null;
        } | null;
        /** @enum {string} */
        default_status: "approved" | "pending";
        hold_days: number;
      }[];
      caps: {
        id: number;
        /** @enum {string} */
        metric: "clicks" | "conversions" | "revenue" | "payout";
        /** @enum {string} */
        period: "day" | "month" | "total";
        goal_key: string | null;
        sub_name: string | null;
        sub_value: string | null;
        affiliate_id: number | null;
        limit: string | null;
        used: string | null;
        left: string | null;
        left_percent: number;
        currency: string | null;
        resets_at: string | null;
        /** @enum {string} */
        over: "fallback" | "unpaid" | "accept";
        text: string;
      }[];
      targeting: {
        countries: {
          allow: string[];
          deny: string[];
        };
        devices: {
          allow: string[];
          deny: string[];
        };
        os: {
          allow: string[];
          deny: string[];
        };
        text: string;
      };
      terms: {
        text: string;
        version: string;
        accepted_version: string | null;
        to_accept: boolean;
      } | null;
      creatives: {
        name: string;
        /** @enum {string} */
        kind: "image" | "video" | "text" | "landing" | "file";
        url: string;
      }[];
      deep_link_hosts: string[];
      lookback_days: number;
      starts_at: string | null;
      ends_at: string | null;
      created_at: string;
    };
    Link: {
      id: number;
      slug: string;
      external_id: string | null;
      campaign_id: number | null;
      advertiser_id: number | null;
      affiliate_id: number;
      subs: {
        [key: string]: string;
      };
      fallback_url: string | null;
      paused: boolean;
      paused_by_network: boolean;
      archived: boolean;
      kind: string;
      deep_link: string | null;
      param_names: {
        [key: string]: string;
      };
      created_at: string;
      smart:
        | {
            campaign_id: number;
            weight: number;
            rules: {
              countries?: string[];
              devices?: (
                "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
              )[];
              os?: (
                | "windows"
                | "macos"
                | "ios"
                | "android"
                | "linux"
                | "chromeos"
                | "other"
              )[];
            };
            link_id: number;
          }[]
        | null;
      url: string;
    };
    TargetingRules: {
      countries?: {
        allow?: string[];
        deny?: string[];
      };
      devices?: {
        allow?: ("desktop" | "mobile" | "tablet" | "tv" | "bot" | "other")[];
        deny?: ("desktop" | "mobile" | "tablet" | "tv" | "bot" | "other")[];
      };
      os?: {
        allow?: (
          | "windows"
          | "macos"
          | "ios"
          | "android"
          | "linux"
          | "chromeos"
          | "other"
        )[];
        deny?: (
          | "windows"
          | "macos"
          | "ios"
          | "android"
          | "linux"
          | "chromeos"
          | "other"
        )[];
      };
    };
    Goal: {
      key: string;
      name: string;
      default: boolean;
      /** @enum {string} */
      dedupe: "order" | "click" | "every";
      /** @enum {string} */
      default_status: "approved" | "pending";
      lookback_days: number | null;
      after: string | null;
      max_per_click: number | null;
      /** @enum {string} */
      fixed_on_refund: "keep" | "prorate";
      auto_approve_days: number | null;
      hold_days: number;
      revenue: components["schemas"]["MoneyRule"];
      payout: components["schemas"]["MoneyRule"];
      rule_version: number;
    };
    Campaign: {
      id: number;
      advertiser_id: number;
      name: string;
      external_id: string | null;
      destination_url: string;
      click_param: string;
      /** @enum {string} */
      status: "draft" | "active" | "paused" | "archived";
      starts_at: string | null;
      ends_at: string | null;
      lookback_days: number;
      backfill_days: number;
      min_seconds_to_convert: number;
      fallback_url: string | null;
      timezone: string | null;
      /** @enum {string} */
      visibility: "public" | "request" | "private";
      pass_query: boolean;
      asks_consent: boolean;
      deep_link_hosts: string[];
      description: string | null;
      terms: string | null;
      creatives: {
        name: string;
        /** @enum {string} */
        kind: "image" | "video" | "text" | "landing" | "file";
        url: string;
      }[];
      /** @enum {string} */
      over_cap: "reject" | "pending" | "unpaid" | "accept";
      allow_payout_above_revenue: boolean;
      payout_currency: string | null;
      fx_spread_percent: string;
      share_amount: boolean;
      show_advertiser: boolean;
      shadow: boolean;
      currency: string;
      targeting: components["schemas"]["TargetingRules"];
      terms_version: string;
      created_at: string;
      destination_url_used: boolean;
      goals?: components["schemas"]["Goal"][];
      notes?: string[];
    };
    Cap: {
      id: number;
      campaign_id: number;
      affiliate_id: number | null;
      goal_key: string | null;
      sub_name: string | null;
      sub_value: string | null;
      /** @enum {string} */
      metric: "clicks" | "conversions" | "revenue" | "payout";
      /** @enum {string} */
      period: "day" | "month" | "total";
      limit: string;
      /** @enum {string} */
      over: "fallback" | "unpaid" | "accept";
      used: string | number;
      counted: string | number;
      over_limit: string | number;
      left: string | number;
      currency: string | null;
      timezone: string;
      began_at: string | null;
      resets_at: string | null;
      created_at: string;
      shown_to_advertiser: boolean;
    };
    Advertiser: {
      id: number;
      name: string;
      external_id: string | null;
      /** @enum {string} */
      plain_postback: "accept" | "pending" | "refuse";
      currency: string | null;
      timezone: string | null;
      terms_days: number;
      tax_id: string | null;
      created_at: string;
    };
    Affiliate: {
      id: number;
      name: string;
      external_id: string | null;
      email: string | null;
      /** @enum {string} */
      status: "pending" | "active" | "paused" | "blocked";
      param_names: {
        [key: string]: string;
      };
      timezone: string | null;
      payout_currency: string | null;
      min_payout: string | null;
      schedule: ("weekly" | "biweekly" | "monthly" | "net15" | "net30") | null;
      payment_method: string | null;
      tax_id: string | null;
      payment_hold: boolean;
      created_at: string;
    };
    Targeting: {
      countries: {
        allow: string[];
        deny: string[];
      };
      devices: {
        allow: string[];
        deny: string[];
      };
      os: {
        allow: string[];
        deny: string[];
      };
    };
    TrafficRule: {
      id: number;
      campaign_id: number | null;
      affiliate_id: number | null;
      field: string | "country" | "asn" | "referrer";
      /** @enum {string} */
      op: "equals" | "contains" | "starts_with" | "in";
      values: string[];
      /** @enum {string} */
      action: "block" | "fallback" | "flag";
      reason: string | null;
      paused: boolean;
      created_at: string;
    };
    Effective: {
      campaign_id: number;
      affiliate_id: number | null;
      at: string;
      /** @enum {string} */
      status: "draft" | "active" | "paused" | "archived";
      runs: boolean;
      /** @enum {string} */
      visibility: "public" | "request" | "private";
      affiliate_status: ("pending" | "active" | "paused" | "blocked") | null;
      approval: {
        needed: boolean;
        status: ("applied" | "approved" | "refused" | "blocked") | null;
      };
      targeting: components["schemas"]["Targeting"];
      traffic_rules: components["schemas"]["TrafficRule"][];
      caps: components["schemas"]["Cap"][];
      destinations: {
        id: number | null;
        url: string;
        weight: number;
        name: string | null;
      }[];
      fallback_url: string | null;
      click_param: string;
      pass_query: boolean;
      deep_link_hosts: string[];
      timezone: string;
      currency: string;
      allow_payout_above_revenue: boolean;
      payout_currency: string;
      goals: {
        key: string;
        name: string;
        default: boolean;
        /** @enum {string} */
        dedupe: "order" | "click" | "every";
        /** @enum {string} */
        default_status: "approved" | "pending";
        lookback_days: number | null;
        after: string | null;
        max_per_click: number | null;
        /** @enum {string} */
        fixed_on_refund: "keep" | "prorate";
        auto_approve_days: number | null;
        hold_days: number;
        revenue: components["schemas"]["MoneyRule"];
        payout: components["schemas"]["MoneyRule"];
        rule_version: number;
        price: {
          goal_payout_id: number | null;
          rule_version: number;
          revenue: components["schemas"]["MoneyRule"];
          payout: components["schemas"]["MoneyRule"];
          tiers: components["schemas"]["PayoutTiers"] | null;
        };
      }[];
    };
    Destination: {
      id: number;
      campaign_id: number;
      url: string;
      weight: number;
      name: string | null;
      paused: boolean;
      os: (
        "windows" | "macos" | "ios" | "android" | "linux" | "chromeos" | "other"
      )[];
      affiliate_id: number | null;
      created_at: string;
      notes?: string[];
    };
    Approval: {
      campaign_id: number;
      affiliate_id: number;
      /** @enum {string} */
      status: "applied" | "approved" | "refused" | "blocked";
      reason: string | null;
      accepted_terms_version: string | null;
      answers: {
        [key: string]: string;
      } | null;
      created_at: string;
      updated_at: string;
    };
    Skan: {
      app_id: number | null;
      ad_network_id: string | null;
      source_identifiers: {
        source_identifier: string;
        link_id: number | null;
      }[];
      link_id: number | null;
      values: {
        fine: number | null;
        coarse: ("low" | "medium" | "high") | null;
        window: number | null;
        goal: string;
        amount: string | null;
      }[];
      sandbox: boolean;
      approve_after_days: number | null;
    };
    App: {
      ios: {
        team_id: string;
        bundle_id: string;
      } | null;
      android: {
        package: string;
        sha256_fingerprints: string[];
      } | null;
      install_goal: string | null;
      domains: string[];
      paths: string[];
    };
    Domain: {
      id: number;
      host: string;
      fallback_url: string | null;
      is_default: boolean;
      /** @enum {string} */
      status: "active" | "paused";
      created_at: string;
    };
    GoalPayout: {
      id: number;
      campaign_id: number;
      goal_key: string;
      affiliate_id: number | null;
      revenue: components["schemas"]["MoneyRule"] | null;
      payout: components["schemas"]["MoneyRule"] | null;
      tiers: components["schemas"]["PayoutTiers"] | null;
      valid_from: string | null;
      valid_to: string | null;
      created_at: string;
    };
    ClickPrice: {
      id: number;
      campaign_id: number;
      affiliate_id: number | null;
      /** @enum {string} */
      model: "cpc" | "cpm";
      /** @enum {string} */
      counts: "unique" | "all";
      created_at: string;
      revenue: string;
      payout: string;
      currency: string;
      valid_from: string | null;
      valid_to: string | null;
    };
    Bell: {
      /** @enum {string} */
      name:
        | "source.silent"
        | "refusals.rising"
        | "endpoint.failing"
        | "cap.near"
        | "cap.reached"
        | "campaign.paused"
        | "statement.missing"
        | "ledger.broken"
        | "report.broken";
      description: string;
      enabled: boolean;
      threshold: number | null;
      threshold_means: string | null;
      window_hours: number | null;
      changed_at: string | null;
    };
    Incident: {
      id: string;
      /** @enum {string} */
      bell:
        | "source.silent"
        | "refusals.rising"
        | "endpoint.failing"
        | "cap.near"
        | "cap.reached"
        | "campaign.paused"
        | "statement.missing"
        | "ledger.broken"
        | "report.broken";
      /** @enum {string} */
      state: "open" | "over";
      subject: string;
      text: string;
      advertiser_id: number | null;
      campaign_id: number | null;
      affiliate_id: number | null;
      value: number | null;
      threshold: number | null;
      window_hours: number | null;
      opened_at: string;
      closed_at: string | null;
    };
    SignUpQuestions: {
      questions: {
        key: string;
        label: string;
        required: boolean;
      }[];
    };
    Application: {
      id: string;
      email: string;
      name: string;
      website: string | null;
      answers: {
        [key: string]: string;
      };
      address: string | null;
      country: string | null;
      is_data_centre: boolean;
      /** @enum {string} */
      status: "pending" | "approved" | "refused";
      reason: string | null;
      affiliate_id: number | null;
      notes: {
        /** @enum {string} */
        code:
          | "country"
          | "data_centre"
          | "same_email"
          | "same_domain"
          | "same_address";
        text: string;
      }[];
      created_at: string;
      decided_at: string | null;
    };
    ApprovedApplication: {
      id: string;
      email: string;
      name: string;
      website: string | null;
      answers: {
        [key: string]: string;
      };
      address: string | null;
      country: string | null;
      is_data_centre: boolean;
      /** @enum {string} */
      status: "pending" | "approved" | "refused";
      reason: string | null;
      affiliate_id: number | null;
      notes: {
        /** @enum {string} */
        code:
          | "country"
          | "data_centre"
          | "same_email"
          | "same_domain"
          | "same_address";
        text: string;
      }[];
      created_at: string;
      decided_at: string | null;
      invitation: {
        url: string;
        expires_at: string;
        /** @enum {string} */
        mail: "sent" | "failed" | "off";
      };
    };
    /** @enum {string} */
    ClickVerdict:
      | "sent"
      | "paused"
      | "not_started"
      | "ended"
      | "capped"
      | "geo"
      | "device"
      | "os"
      | "source_blocked"
      | "affiliate_blocked"
      | "not_approved"
      | "imported";
    Click: {
      click_id: string;
      clicked_at: string;
      campaign_id: number;
      link_id: number;
      affiliate_id: number;
      advertiser_id: number | null;
      asn: number | null;
      pays: boolean;
      verdict: components["schemas"]["ClickVerdict"];
      country: string | null;
      ip: string | null;
      referrer: string | null;
      source: string | null;
      click_ref: string | null;
      sub1: string | null;
      sub2: string | null;
      sub3: string | null;
      sub4: string | null;
      sub5: string | null;
      sub6: string | null;
      sub7: string | null;
      sub8: string | null;
      sub9: string | null;
      sub10: string | null;
      params: {
        [key: string]: string;
      } | null;
      flags: string[];
      marks: string[];
      user_agent: string | null;
      device: string | null;
      os: string | null;
      browser: string | null;
    };
    ClickSummary: {
      /** @enum {string} */
      group_by:
        "verdict" | "code" | "source" | "campaign" | "affiliate" | "day";
      from: string;
      to: string;
      total: number;
      totals: {
        [key: string]: number;
      };
      data: {
        key: (string | number) | null;
        verdict?: (string | number) | null;
        code?: (string | number) | null;
        source?: (string | number) | null;
        campaign?: (string | number) | null;
        affiliate?: (string | number) | null;
        day?: (string | number) | null;
        count: number;
        example_ids: string[];
        share: number;
        last_at: string;
      }[];
    };
    VerdictDetail: {
      cap_id?: number;
      rule_id?: number;
      reason?: string;
      country?: string | null;
      device?: string | null;
      os?: string | null;
    };
    ClickWithConversions:
      | {
          click_id: string;
          clicked_at: string;
          campaign_id: number;
          link_id: number;
          affiliate_id: number;
          advertiser_id: number | null;
          asn: number | null;
          pays: boolean;
          verdict: components["schemas"]["ClickVerdict"];
          country: string | null;
          ip: string | null;
          referrer: string | null;
          source: string | null;
          click_ref: string | null;
          sub1: string | null;
          sub2: string | null;
          sub3: string | null;
          sub4: string | null;
          sub5: string | null;
          sub6: string | null;
          sub7: string | null;
          sub8: string | null;
          sub9: string | null;
          sub10: string | null;
          params: {
            [key: string]: string;
          } | null;
          flags: string[];
          marks: string[];
          user_agent: string | null;
          device: string | null;
          os: string | null;
          browser: string | null;
          stored: boolean;
          verdict_detail: components["schemas"]["VerdictDetail"];
          conversions: {
            id: string;
            goal_key: string;
            order_id: string | null;
            status: string;
            reason: string | null;
            recorded_at: string;
          }[];
        }
      | {
          click_id: string;
          stored: boolean;
          clicked_at: string;
          link_id: number;
          campaign_id: number | null;
          affiliate_id: number | null;
          advertiser_id: number | null;
          pays: boolean;
          marks: string[];
          conversions: {
            id: string;
            goal_key: string;
            order_id: string | null;
            status: string;
            reason: string | null;
            recorded_at: string;
          }[];
        };
    UnresolvedLink: {
      /** @enum {string} */
      form:
        | "tune"
        | "everflow"
        | "affise"
        | "cake"
        | "scaleo"
        | "post_affiliate_pro"
        | "impact"
        | "partnerize"
        | "binom"
        | "bemob"
        | "prosper202"
        | "voluum"
        | "redtrack"
        | "alias"
        | "pair";
      id: string;
      count: number;
      first_seen_at: string;
      last_seen_at: string;
      example: string;
      leads_now: boolean;
    };
    MadeClick: {
      click_id: string;
      url: string | null;
      verdict: components["schemas"]["ClickVerdict"];
      reason: string | null;
    };
    TriedClick: {
      verdict: components["schemas"]["ClickVerdict"];
      reason: string | null;
      sentence: string;
      fallback: ("link" | "campaign" | "network") | null;
      destination: string | null;
      campaign_id: number;
      affiliate_id: number;
      link_id: number;
      smart_link_id: number | null;
      destination_id: number | null;
      deep_link: string | null;
      pays: boolean;
      flags: string[];
      labels: {
        [key: string]: string;
      };
      params: {
        [key: string]: string;
      };
      visitor: {
        country: string | null;
        asn: number | null;
        device: string;
        os: string;
        os_version?: string | null;
        browser: string;
        is_bot: boolean;
      };
      steps: {
        step: string;
        campaign_id: number;
        found: string;
        ok: boolean;
      }[];
    };
    NextPayment: {
      at: string | null;
      expected: string;
      /** @constant */
      missing_details?: true;
      why_not?: {
        /** @enum {string} */
        code:
          | "blocked"
          | "payment_hold"
          | "no_schedule"
          | "details_on_hold"
          | "negative_balance"
          | "below_minimum"
          | "risk_hold"
          | "on_hold"
          | "booked_later"
          | "in_payment"
          | "pending"
          | "nothing_earned";
        detail: string;
        amount?: string;
        minimum?: string;
        until?: string;
      };
    };
    AffiliateBalance: {
      as_of: string;
      data: {
        currency: string;
        on_hold: {
          until: string;
          amount: string;
          exact?: {
            amount?: string;
          };
        }[];
        pending: string;
        risk_held: string;
        payable: string;
        in_payments: string;
        paid: string;
        exact?: {
          pending?: string;
          risk_held?: string;
          payable?: string;
          in_payments?: string;
          paid?: string;
        };
        next_run: string | null;
        next_payment: components["schemas"]["NextPayment"];
      }[];
      next_cursor: null;
    };
    AffiliateEntry: {
      id: string;
      booked_at: string;
      kind: string;
      campaign_id: number | null;
      conversion_id: string | null;
      subject_id: string | null;
      version: number;
      currency: string;
      pending: string;
      amount: string;
      exact?: {
        pending?: string;
        amount?: string;
      };
      figure:
        ("pending" | "on_hold" | "payable" | "in_payments" | "paid") | null;
      payable_from: string | null;
      payment_id: string | null;
      postback_id: string | null;
      origin_id: string | null;
      reason: string | null;
    };
    AffiliateEntryWithHistory: {
      id: string;
      booked_at: string;
      kind: string;
      campaign_id: number | null;
      conversion_id: string | null;
      subject_id: string | null;
      version: number;
      currency: string;
      pending: string;
      amount: string;
      exact?: {
        pending?: string;
        amount?: string;
      };
      figure:
        ("pending" | "on_hold" | "payable" | "in_payments" | "paid") | null;
      payable_from: string | null;
      payment_id: string | null;
      postback_id: string | null;
      origin_id: string | null;
      reason: string | null;
      history: {
        version: number;
        kind: string;
        status: string;
        reason: string | null;
        postback_id: string | null;
        origin: string | null;
        changed_at: string;
        payout: string;
        exact?: {
          payout?: string;
        };
      }[];
    };
    AccountBalances: {
      as_of: string;
      data: {
        currency: string;
        receivable_pending: string;
        receivable: string;
        payable_pending: string;
        payable: string;
        margin_pending: string;
        margin: string;
        cash: string;
        variance: string;
        fx: string;
      }[];
      next_cursor: null;
    };
    LedgerEntry: {
      id: string;
      booked_at: string;
      kind: string;
      campaign_id: number | null;
      conversion_id: string | null;
      subject_id: string | null;
      version: number;
      postback_id: string | null;
      affiliate_id: number | null;
      advertiser_id: number | null;
      currency: string;
      receivable_pending: string;
      receivable: string;
      payable_pending: string;
      payable: string;
      margin_pending: string;
      margin: string;
      cash: string;
      variance: string;
      fx: string;
      payable_from: string | null;
      rate_id: number | null;
      rule_version: number | null;
      goal_payout_id: number | null;
      tier_step: number | null;
      origin_id: string | null;
      reason: string | null;
    };
    LedgerEntryWithOrigins: {
      id: string;
      booked_at: string;
      kind: string;
      campaign_id: number | null;
      conversion_id: string | null;
      subject_id: string | null;
      version: number;
      postback_id: string | null;
      affiliate_id: number | null;
      advertiser_id: number | null;
      currency: string;
      receivable_pending: string;
      receivable: string;
      payable_pending: string;
      payable: string;
      margin_pending: string;
      margin: string;
      cash: string;
      variance: string;
      fx: string;
      payable_from: string | null;
      rate_id: number | null;
      rule_version: number | null;
      goal_payout_id: number | null;
      tier_step: number | null;
      origin_id: string | null;
      reason: string | null;
      payment_id: string | null;
      released_at: string | null;
      corrected_by: string[];
      chain_link: number | null;
      postback_ids: string[];
    };
    LedgerCheck: {
      ok: boolean;
      entries: number;
      links: number;
      unchained: number;
      conversions: number;
      difference: {
        [key: string]: unknown;
      } | null;
    };
    ReleasedHold: {
      entry_id: string;
      released_at: string;
      entry_ids: string[];
    };
    Period: {
      month: string;
      locked_at: string;
      locked_by: string;
      locked_by_name?: string | null;
      reason: string | null;
    };
    FxRate: {
      date: string;
      base: string;
      version: number;
      source: string;
      rates: {
        [key: string]: string;
      };
    };
    FxRates: {
      data: {
        date: string;
        base: string;
        version: number;
        added: string[];
        changed: string[];
      }[];
      priced: number;
    };
    ClickDay: {
      day: string;
      affiliate_id: number;
      version: number;
      clicks: number;
      currency: string;
      revenue: string;
      payout: string;
      owed: string | null;
      exact?: {
        revenue?: string;
        payout?: string;
        owed?: string;
      };
      owed_currency: string | null;
      subject_id: string;
      booked_at: string;
    };
    /** @enum {string} */
    PaymentState: "draft" | "closed" | "paid" | "failed" | "void";
    Payment: {
      id: string;
      run_id: string;
      affiliate_id: number;
      currency: string;
      state: components["schemas"]["PaymentState"];
      amount: string;
      entries_sum: string;
      rest: string;
      exact?: {
        amount?: string;
        entries_sum?: string;
        rest?: string;
      };
      entries_count: number;
      entries_hash: string | null;
      method: string | null;
      reference: string | null;
      reason: string | null;
      created_at: string;
      closed_at: string | null;
      settled_at: string | null;
    };
    SettledEntry: {
      entry_id: string;
      booked_at: string;
      kind: string;
      amount: string;
      exact?: {
        amount?: string;
      };
      reason: string | null;
      origin_id: string | null;
      conversion_id: string | null;
      version: number | null;
      converted_at: string | null;
      campaign_id: number | null;
      campaign: string | null;
      goal: string | null;
      order_id: string | null;
      postbacks: {
        id: string;
        received_at: string;
        outcome: string;
      }[];
    };
    PaymentWithEntries: {
      id: string;
      run_id: string;
      affiliate_id: number;
      currency: string;
      state: components["schemas"]["PaymentState"];
      amount: string;
      entries_sum: string;
      rest: string;
      exact?: {
        amount?: string;
        entries_sum?: string;
        rest?: string;
      };
      entries_count: number;
      entries_hash: string | null;
      method: string | null;
      reference: string | null;
      reason: string | null;
      created_at: string;
      closed_at: string | null;
      settled_at: string | null;
      affiliate_name: string;
      summary: {
        campaign: string | null;
        goal: string | null;
        kind: string;
        count: number;
        amount: string;
        exact?: {
          amount?: string;
        };
      }[];
      entries: components["schemas"]["SettledEntry"][];
      next_cursor: string | null;
    };
    PaymentDetails: {
      affiliate_id: number;
      method: string | null;
      details: {
        [key: string]: string;
      };
      updated_at: string | null;
      pending: {
        method: string | null;
        details: {
          [key: string]: string;
        };
        requested_at: string;
        effective_at: string;
      } | null;
    };
    PaymentRun: {
      id: string;
      up_to: string;
      only_collected: boolean;
      created_at: string;
      created_by: string;
      created_by_name?: string | null;
      currency: string;
      min_amount: string | null;
      schedule: string | null;
      totals: {
        state: components["schemas"]["PaymentState"];
        count: number;
        amount: string;
        exact?: {
          amount?: string;
        };
      }[];
    };
    PaymentRunResult: {
      id: string;
      up_to: string;
      only_collected: boolean;
      created_at: string;
      created_by: string;
      created_by_name?: string | null;
      currency: string;
      min_amount: string | null;
      schedule: string | null;
      payments_count: number;
      amount: string;
      exact?: {
        amount?: string;
      };
      carried_count: number;
      payments: components["schemas"]["Payment"][];
      carried: {
        affiliate_id: number;
        balance: string;
        exact?: {
          balance?: string;
        };
        /** @enum {string} */
        reason:
          | "below_minimum"
          | "blocked"
          | "details_on_hold"
          | "not_positive"
          | "payment_hold";
      }[];
      dry_run: boolean;
    };
    SepaCheck: {
      run_id: string;
      count: number;
      amount: string;
      currency: string;
      left_out: {
        payment_id: string;
        affiliate_id: number;
        affiliate_name: string;
        amount: string;
        currency: string;
        /** @enum {string} */
        code:
          | "not_eur"
          | "not_bank"
          | "no_iban"
          | "bad_iban"
          | "bad_bic"
          | "no_name"
          | "bad_amount";
        detail: string;
      }[];
    };
    PaymentOutcome: {
      data: (
        | {
            id: string;
            /** @constant */
            ok: true;
            payment: components["schemas"]["Payment"];
          }
        | {
            id: string;
            /** @constant */
            ok: false;
            code: string;
            detail: string;
          }
      )[];
      done: number;
      refused: number;
    };
    /** @enum {string} */
    InvoiceState: "open" | "paid" | "void";
    Invoice: {
      id: string;
      number: number;
      advertiser_id: number;
      currency: string;
      from: string;
      to: string;
      timezone: string;
      state: components["schemas"]["InvoiceState"];
      amount: string;
      received: string;
      open: string;
      exact?: {
        amount?: string;
        received?: string;
        open?: string;
      };
      entries_count: number;
      due_at: string;
      ageing: ("current" | "1-30" | "31-60" | "61-90" | "90+") | null;
      created_at: string;
      settled_at: string | null;
      reason: string | null;
    };
    InvoiceWithLines: {
      id: string;
      number: number;
      advertiser_id: number;
      currency: string;
      from: string;
      to: string;
      timezone: string;
      state: components["schemas"]["InvoiceState"];
      amount: string;
      received: string;
      open: string;
      exact?: {
        amount?: string;
        received?: string;
        open?: string;
      };
      entries_count: number;
      due_at: string;
      ageing: ("current" | "1-30" | "31-60" | "61-90" | "90+") | null;
      created_at: string;
      settled_at: string | null;
      reason: string | null;
      advertiser_name: string;
      receipts: {
        id: string;
        amount: string;
        exact?: {
          amount?: string;
        };
        date: string;
        reference: string;
        created_at: string;
      }[];
      entries: components["schemas"]["SettledEntry"][];
      next_cursor: string | null;
    };
    RiskRule: {
      id: number;
      campaign_id: number | null;
      watch_score: number;
      hold_score: number;
      /** @enum {string} */
      action: "flag" | "pending" | "reject";
      weights: {
        [key: string]: number;
      };
      enabled: boolean;
      created_at: string;
    };
    RiskSummary: {
      /** @enum {string} */
      group_by:
        | "affiliate"
        | "campaign"
        | "source"
        | "sub1"
        | "sub2"
        | "sub3"
        | "sub4"
        | "sub5"
        | "sub6"
        | "sub7"
        | "sub8"
        | "sub9"
        | "sub10"
        | "code"
        | "day";
      from: string;
      to: string;
      totals: {
        suspected: number;
        watch: number;
        hold: number;
        held: number;
        money: {
          currency: string;
          payout: string;
          exact?: {
            payout?: string;
          };
        }[];
      };
      groups: number;
      data: {
        key: string | null;
        suspected: number;
        watch: number;
        hold: number;
        held: number;
        money: {
          currency: string;
          payout: string;
          exact?: {
            payout?: string;
          };
        }[];
        reasons: {
          /** @enum {string} */
          code:
            | "ctit_too_fast"
            | "ctit_flat"
            | "click_flood"
            | "click_velocity"
            | "duplicate_ip"
            | "duplicate_device"
            | "data_centre"
            | "geo_mismatch"
            | "device_mismatch"
            | "bot_agent"
            | "conversion_burst"
            | "hour_profile"
            | "refund_rate"
            | "approval_rate"
            | "cr_outlier"
            | "sender_address";
          count: number;
        }[];
        example_ids: string[];
      }[];
    };
    RiskCodePrecision: {
      /** @enum {string} */
      code:
        | "ctit_too_fast"
        | "ctit_flat"
        | "click_flood"
        | "click_velocity"
        | "duplicate_ip"
        | "duplicate_device"
        | "data_centre"
        | "geo_mismatch"
        | "device_mismatch"
        | "bot_agent"
        | "conversion_burst"
        | "hour_profile"
        | "refund_rate"
        | "approval_rate"
        | "cr_outlier"
        | "sender_address";
      aspect: string;
      weight_max: number;
      decided: number;
      fraud: number;
      precision: number | null;
      precision_low: number | null;
      precision_high: number | null;
      percent: number;
      proposed_percent: number;
    };
    RiskThresholdProposal: {
      campaign_id: number | null;
      watch_score: number;
      hold_score: number;
      decided: number;
      fraud: number;
      precision: number | null;
      precision_low: number | null;
      precision_high: number | null;
      proposed_hold_score: number;
      proposed_decided: number;
      proposed_fraud: number;
    };
    RiskDecision: {
      id: string;
      decided_at: string;
      decided_by: string;
      /** @enum {string} */
      decision: "clear" | "fraud";
      why: string;
      filter: {
        [key: string]: unknown;
      };
      conversions: number;
    };
    RiskPicture: {
      affiliate_id: number;
      from: string;
      to: string;
      verdicts: {
        conversions: number;
        watch: number;
        hold: number;
        held: number;
      };
      times: {
        up_to_s: number | null;
        conversions: number;
        others: number;
      }[];
      hours: {
        hour: number;
        conversions: number;
        others: number;
      }[];
      networks: {
        network: string;
        conversions: number;
        addresses: number;
        countries: string[];
      }[];
      shared_with: {
        affiliate_id: number;
        addresses: number;
        devices: number;
        conversions: number;
      }[];
      findings: {
        campaign_id: number;
        part: string;
        /** @enum {string} */
        code:
          | "ctit_too_fast"
          | "ctit_flat"
          | "click_flood"
          | "click_velocity"
          | "duplicate_ip"
          | "duplicate_device"
          | "data_centre"
          | "geo_mismatch"
          | "device_mismatch"
          | "bot_agent"
          | "conversion_burst"
          | "hour_profile"
          | "refund_rate"
          | "approval_rate"
          | "cr_outlier"
          | "sender_address";
        found: number;
        of: number;
        share_low: number;
        usual: number;
        found_at: string;
      }[];
    };
    AffiliateMoney: {
      affiliate_id: number;
      currency: string;
      payout_pending: string;
      payout: string;
      exact?: {
        payout_pending?: string;
        payout?: string;
      };
    };
    AdvertiserMoney: {
      advertiser_id: number;
      currency: string;
      revenue_pending: string;
      revenue: string;
      exact?: {
        revenue_pending?: string;
        revenue?: string;
      };
    };
    RiskDecisionMade: {
      id: string | null;
      dry_run: boolean;
      /** @enum {string} */
      decision: "clear" | "fraud";
      why: string;
      seen: string;
      conversions: number;
      held: number;
      changed: number;
      refused: number;
      affiliates: components["schemas"]["AffiliateMoney"][];
      advertisers: components["schemas"]["AdvertiserMoney"][];
      deliveries: {
        count: number;
        endpoints: {
          affiliate_id: number;
          endpoint_id: number;
          status?: string;
          count: number;
        }[];
      };
    };
    RiskHeld: {
      conversions: number;
      since: string | null;
      recorded_since: string | null;
      money: {
        currency: string;
        payout: string;
        exact?: {
          payout?: string;
        };
      }[];
      reasons: {
        /** @enum {string} */
        code:
          | "ctit_too_fast"
          | "ctit_flat"
          | "click_flood"
          | "click_velocity"
          | "duplicate_ip"
          | "duplicate_device"
          | "data_centre"
          | "geo_mismatch"
          | "device_mismatch"
          | "bot_agent"
          | "conversion_burst"
          | "hour_profile"
          | "refund_rate"
          | "approval_rate"
          | "cr_outlier"
          | "sender_address";
        count: number;
      }[];
      example_ids: string[];
    };
    /** @enum {string} */
    ConversionStatus: "pending" | "approved" | "rejected" | "reversed";
    Install: {
      /** @enum {string} */
      via: "skan" | "aak" | "referrer";
      version?: string | null;
      app_id?: number;
      ad_network_id?: string;
      transaction_id?: string;
      source_identifier?: string;
      window?: number;
      tier?: number | null;
      kind?: string;
      interaction?: ("view" | "click") | null;
      source_app_id?: number | null;
      source_domain?: string | null;
      marketplace?: string | null;
      country?: string | null;
      fine?: number | null;
      coarse?: string | null;
      package?: string | null;
      referrer_click_at?: string | null;
      install_begin_at?: string | null;
      referrer_click_server_at?: string | null;
      install_begin_server_at?: string | null;
      install_version?: string | null;
      is_instant?: boolean | null;
    };
    Conversion: {
      campaign_id: number;
      id: string;
      goal_key: string;
      version: number;
      status: components["schemas"]["ConversionStatus"];
      reason: string | null;
      click_id: string | null;
      link_id: number;
      affiliate_id: number;
      advertiser_id: number;
      order_id: string | null;
      customer_id: string | null;
      currency: string;
      amount: string | null;
      revenue: string;
      payout: string;
      refunded: string;
      sent_amount: string | null;
      owed: string | null;
      owed_spread: string | null;
      exact?: {
        amount?: string;
        revenue?: string;
        payout?: string;
        refunded?: string;
        sent_amount?: string;
        owed?: string;
        owed_spread?: string;
      };
      share_amount: boolean;
      sent_currency: string | null;
      rate_id: number | null;
      goal_payout_id: number | null;
      tier_step: number | null;
      owed_currency: string | null;
      owed_rate_id: number | null;
      approved_at: string | null;
      first_approved_at: string | null;
      payable_from: string | null;
      auto_approve_at: string | null;
      rule_version: number;
      source_id: number | null;
      proof: string;
      adv: {
        [key: string]: string;
      } | null;
      flags: string[];
      recorded_at: string;
      updated_at: string;
      held_status: ("approved" | "pending") | null;
      clicked_at: string;
      occurred_at: string | null;
      install: components["schemas"]["Install"] | null;
    };
    RiskReason: {
      /** @enum {string} */
      code:
        | "ctit_too_fast"
        | "ctit_flat"
        | "click_flood"
        | "click_velocity"
        | "duplicate_ip"
        | "duplicate_device"
        | "data_centre"
        | "geo_mismatch"
        | "device_mismatch"
        | "bot_agent"
        | "conversion_burst"
        | "hour_profile"
        | "refund_rate"
        | "approval_rate"
        | "cr_outlier"
        | "sender_address";
      weight: number;
      found: string;
      expected: string;
      evidence: {
        name: string;
        value: string | number;
      }[];
    };
    ConversionRisk: {
      score: number;
      /** @enum {string} */
      verdict: "clear" | "watch" | "hold";
      reasons: components["schemas"]["RiskReason"][];
      action: ("pending" | "reject") | null;
      held_since: string | null;
      decided: ("clear" | "fraud") | null;
      decision_id: string | null;
      decisions: {
        id: string;
        /** @enum {string} */
        decision: "clear" | "fraud";
        why: string;
        decided_by: string;
        decided_at: string;
      }[];
      scored_at: string | null;
    };
    ConversionPostback: {
      id: string;
      received_at: string;
      method: string;
      url: string;
      ip: string | null;
      advertiser_id: number | null;
      affiliate_id: number | null;
      source_id: number | null;
      http_status: number;
      outcome: string;
      detail: string | null;
      conversion_id: string | null;
      order_id: string | null;
      goal_key: string | null;
      judged_at: string | null;
      earlier: {
        http_status: number;
        outcome: string;
        detail: string | null;
        conversion_id: string | null;
        judged_at: string;
      }[];
      cut: ("age" | "size") | null;
      campaign_id: number | null;
      click_id: string | null;
    };
    ConversionWithHistory: {
      campaign_id: number;
      id: string;
      goal_key: string;
      version: number;
      status: components["schemas"]["ConversionStatus"];
      reason: string | null;
      click_id: string | null;
      link_id: number;
      affiliate_id: number;
      advertiser_id: number;
      order_id: string | null;
      customer_id: string | null;
      currency: string;
      amount: string | null;
      revenue: string;
      payout: string;
      refunded: string;
      sent_amount: string | null;
      owed: string | null;
      owed_spread: string | null;
      exact?: {
        amount?: string;
        revenue?: string;
        payout?: string;
        refunded?: string;
        sent_amount?: string;
        owed?: string;
        owed_spread?: string;
      };
      share_amount: boolean;
      sent_currency: string | null;
      rate_id: number | null;
      goal_payout_id: number | null;
      tier_step: number | null;
      owed_currency: string | null;
      owed_rate_id: number | null;
      approved_at: string | null;
      first_approved_at: string | null;
      payable_from: string | null;
      auto_approve_at: string | null;
      rule_version: number;
      source_id: number | null;
      proof: string;
      adv: {
        [key: string]: string;
      } | null;
      flags: string[];
      recorded_at: string;
      updated_at: string;
      held_status: ("approved" | "pending") | null;
      clicked_at: string;
      occurred_at: string | null;
      install: components["schemas"]["Install"] | null;
      risk: components["schemas"]["ConversionRisk"];
      history: {
        version: number;
        changed_at: string;
        kind: string;
        status: components["schemas"]["ConversionStatus"];
        reason: string | null;
        raw_status: string | null;
        amount: string | null;
        revenue: string;
        payout: string;
        exact?: {
          amount?: string;
          revenue?: string;
          payout?: string;
        };
        postback_id: string | null;
        origin: string | null;
        made_by: string | null;
        made_by_name?: string | null;
        why: string | null;
      }[];
      postbacks: components["schemas"]["ConversionPostback"][];
    };
    ConversionPosition: {
      version: number;
      status: components["schemas"]["ConversionStatus"];
      reason: string | null;
      currency: string;
      amount: string | null;
      refunded: string;
      revenue: string;
      payout: string;
      owed: string | null;
      exact?: {
        amount?: string;
        refunded?: string;
        revenue?: string;
        payout?: string;
        owed?: string;
      };
      owed_currency: string | null;
    };
    ConversionDryRun: {
      dry_run: boolean;
      is_new: boolean;
      before: components["schemas"]["ConversionPosition"] | null;
      after: components["schemas"]["ConversionPosition"] | null;
      affiliates: components["schemas"]["AffiliateMoney"][];
      advertisers: components["schemas"]["AdvertiserMoney"][];
      deliveries: {
        count: number;
        endpoints: {
          affiliate_id: number;
          endpoint_id: number;
          status?: string;
          count: number;
        }[];
      };
    };
    BulkChange:
      | {
          dry_run: boolean;
          count: number;
          outcomes: {
            [key: string]: number;
          };
          affiliates: components["schemas"]["AffiliateMoney"][];
          advertisers: components["schemas"]["AdvertiserMoney"][];
          deliveries: {
            count: number;
            endpoints: {
              affiliate_id: number;
              endpoint_id: number;
              status?: string;
              count: number;
            }[];
          };
          examples: unknown[];
        }
      | {
          /** @constant */
          dry_run: false;
          count: number;
          task_id: string;
        };
    ConversionRule: {
      id: number;
      campaign_id: number | null;
      affiliate_id: number | null;
      field: string;
      op: string;
      values: string[];
      action: string;
      reason: string | null;
      enabled: boolean;
      created_at: string;
    };
    BackfillReport: {
      judged: number;
      replayed: number;
      direct: number;
      recorded: number;
      updated: number;
      duplicate: number;
      ignored: number;
      money: {
        currency: string;
        revenue: string;
        payout: string;
        exact?: {
          revenue?: string;
          payout?: string;
        };
      }[];
      refused: {
        code: string;
        count: number;
        example_ids: string[];
      }[];
    };
    BackfillWindow: {
      id: number;
      advertiser_id: number;
      campaign_id: number | null;
      source_key: string | null;
      opens_at: string;
      closes_at: string;
      event_from: string;
      event_to: string;
      state: string;
      replay_done: boolean;
      created_at: string;
      report: components["schemas"]["BackfillReport"] | null;
    };
    Forward: {
      id: number;
      source_id: number | null;
      url: string;
      stop_after_days: number;
      enabled: boolean;
      disabled_reason: string | null;
      created_at: string;
      taken: number;
      refused: number;
      expired: number;
      last_taken_at: string | null;
    };
    NewEndpoint: {
      id: number;
      affiliate_id: number;
      campaign_id: number | null;
      preset: string | null;
      method: string;
      url: string;
      body: string | null;
      headers: {
        [key: string]: string;
      };
      secrets: {
        id: string;
        masked: string | null;
        created_at: string;
      }[];
      ad: {
        account: string;
        event: string;
        /** @enum {string} */
        value: "payout" | "sale_amount" | "none";
        /** @enum {string} */
        visitors: "clicked" | "all";
        /** @enum {string} */
        consent: "granted" | "denied" | "unspecified";
        page_url: string | null;
        test_code: string | null;
        click_id_in: string | null;
        login_account: string | null;
      } | null;
      credential: {
        id: string;
        masked: string | null;
        created_at: string;
      } | null;
      statuses: string[];
      goals: string[] | null;
      also_general: boolean;
      only_final: boolean;
      success_match: string | null;
      send_zero: boolean;
      rate_per_second: number | null;
      timeout_s: number;
      age_budget_hours: number;
      enabled: boolean;
      disabled_reason: string | null;
      created_at: string;
      health: {
        failing_since: string | null;
        failures: number;
        last_success_at: string | null;
        last_failure_at: string | null;
        last_error: string | null;
        switch_off_rule: {
          failing_hours: number;
          failures: number;
          http_status: number;
        };
        switches_off_at: string | null;
      };
      destination: {
        origin: string;
        breaker: {
          opened_at: string;
          probe_at: string;
          reason: string;
        } | null;
      };
      waiting: {
        count: number;
        is_more: boolean;
        oldest_due_at: string | null;
      };
      secret?: string;
    };
    EndpointPreset: {
      /** @enum {string} */
      preset:
        | "voluum"
        | "redtrack"
        | "bemob"
        | "keitaro"
        | "binom"
        | "everflow"
        | "tune"
        | "affise"
        | "scaleo"
        | "cake"
        | "partnerstack"
        | "impact"
        | "partnerize"
        | "post_affiliate_pro"
        | "generic"
        | "meta"
        | "google_ads"
        | "tiktok"
        | "snapchat"
        | "pinterest"
        | "reddit"
        | "linkedin"
        | "taboola"
        | "outbrain"
        | "test_receiver";
      title: string;
      asks: {
        field: string;
        what: string;
        required: boolean;
        secret?: boolean;
        default?: string;
        values?: string[];
      }[];
      url: string;
      success_match: string | null;
    };
    Endpoint: {
      id: number;
      affiliate_id: number;
      campaign_id: number | null;
      preset: string | null;
      method: string;
      url: string;
      body: string | null;
      headers: {
        [key: string]: string;
      };
      secrets: {
        id: string;
        masked: string | null;
        created_at: string;
      }[];
      ad: {
        account: string;
        event: string;
        /** @enum {string} */
        value: "payout" | "sale_amount" | "none";
        /** @enum {string} */
        visitors: "clicked" | "all";
        /** @enum {string} */
        consent: "granted" | "denied" | "unspecified";
        page_url: string | null;
        test_code: string | null;
        click_id_in: string | null;
        login_account: string | null;
      } | null;
      credential: {
        id: string;
        masked: string | null;
        created_at: string;
      } | null;
      statuses: string[];
      goals: string[] | null;
      also_general: boolean;
      only_final: boolean;
      success_match: string | null;
      send_zero: boolean;
      rate_per_second: number | null;
      timeout_s: number;
      age_budget_hours: number;
      enabled: boolean;
      disabled_reason: string | null;
      created_at: string;
      health: {
        failing_since: string | null;
        failures: number;
        last_success_at: string | null;
        last_failure_at: string | null;
        last_error: string | null;
        switch_off_rule: {
          failing_hours: number;
          failures: number;
          http_status: number;
        };
        switches_off_at: string | null;
      };
      destination: {
        origin: string;
        breaker: {
          opened_at: string;
          probe_at: string;
          reason: string;
        } | null;
      };
      waiting: {
        count: number;
        is_more: boolean;
        oldest_due_at: string | null;
      };
    };
    NewEndpointSecret: {
      id: string;
      masked: string | null;
      created_at: string;
      secret: string;
    };
    EndpointTest: {
      heard: boolean;
      reason: string | null;
      request: {
        /** @enum {string} */
        method: "GET" | "POST";
        url: string;
        headers: {
          [key: string]: string;
        };
        body: string | null;
      };
      response: {
        http_status: number;
        headers: {
          [key: string]: string;
        };
        body: string;
      } | null;
      remote_address: string | null;
      error: string | null;
      lookup_ms: number | null;
      first_byte_ms: number | null;
      duration_ms: number;
    };
    Webhook: {
      id: number;
      url: string;
      events: (
        | "conversion.recorded"
        | "conversion.changed"
        | "payment.closed"
        | "payment.paid"
        | "invoice.created"
        | "affiliate.applied"
        | "offer.changed"
        | "endpoint.switched_off"
        | "endpoint.failing"
        | "source.silent"
        | "refusals.rising"
        | "cap.near"
        | "cap.reached"
        | "campaign.paused"
        | "risk.held"
        | "statement.missing"
        | "ledger.broken"
        | "forward.stopped"
        | "report.ready"
        | "report.broken"
      )[];
      affiliate_id: number | null;
      advertiser_id: number | null;
      campaign_id: number | null;
      secrets: {
        id: string;
        masked: string | null;
        created_at: string;
      }[];
      enabled: boolean;
      disabled_reason: string | null;
      created_at: string;
      health: {
        failing_since: string | null;
        failures: number;
        last_success_at: string | null;
        last_failure_at: string | null;
        last_error: string | null;
        switch_off_rule: {
          failing_hours: number;
          failures: number;
          http_status: number;
        };
        switches_off_at: string | null;
      };
      destination: {
        origin: string;
        breaker: {
          opened_at: string;
          probe_at: string;
          reason: string;
        } | null;
      };
      waiting: {
        count: number;
        is_more: boolean;
        oldest_due_at: string | null;
      };
    };
    NewWebhook: {
      id: number;
      url: string;
      events: (
        | "conversion.recorded"
        | "conversion.changed"
        | "payment.closed"
        | "payment.paid"
        | "invoice.created"
        | "affiliate.applied"
        | "offer.changed"
        | "endpoint.switched_off"
        | "endpoint.failing"
        | "source.silent"
        | "refusals.rising"
        | "cap.near"
        | "cap.reached"
        | "campaign.paused"
        | "risk.held"
        | "statement.missing"
        | "ledger.broken"
        | "forward.stopped"
        | "report.ready"
        | "report.broken"
      )[];
      affiliate_id: number | null;
      advertiser_id: number | null;
      campaign_id: number | null;
      secrets: {
        id: string;
        masked: string | null;
        created_at: string;
      }[];
      enabled: boolean;
      disabled_reason: string | null;
      created_at: string;
      health: {
        failing_since: string | null;
        failures: number;
        last_success_at: string | null;
        last_failure_at: string | null;
        last_error: string | null;
        switch_off_rule: {
          failing_hours: number;
          failures: number;
          http_status: number;
        };
        switches_off_at: string | null;
      };
      destination: {
        origin: string;
        breaker: {
          opened_at: string;
          probe_at: string;
          reason: string;
        } | null;
      };
      waiting: {
        count: number;
        is_more: boolean;
        oldest_due_at: string | null;
      };
      secret: string;
    };
    WebhookDelivery: {
      id: string;
      webhook_id: number;
      event_id: string;
      /** @enum {string} */
      type:
        | "conversion.recorded"
        | "conversion.changed"
        | "payment.closed"
        | "payment.paid"
        | "invoice.created"
        | "affiliate.applied"
        | "offer.changed"
        | "endpoint.switched_off"
        | "endpoint.failing"
        | "source.silent"
        | "refusals.rising"
        | "cap.near"
        | "cap.reached"
        | "campaign.paused"
        | "risk.held"
        | "statement.missing"
        | "ledger.broken"
        | "forward.stopped"
        | "report.ready"
        | "report.broken";
      /** @enum {string} */
      state:
        | "due"
        | "sending"
        | "parked"
        | "delivered"
        | "expired"
        | "superseded"
        | "cancelled";
      reason: string | null;
      attempts: number;
      created_at: string;
      expires_at: string;
      settled_at: string | null;
      due_at: string | null;
    };
    WebhookDeliveryWithTries: {
      id: string;
      webhook_id: number;
      event_id: string;
      /** @enum {string} */
      type:
        | "conversion.recorded"
        | "conversion.changed"
        | "payment.closed"
        | "payment.paid"
        | "invoice.created"
        | "affiliate.applied"
        | "offer.changed"
        | "endpoint.switched_off"
        | "endpoint.failing"
        | "source.silent"
        | "refusals.rising"
        | "cap.near"
        | "cap.reached"
        | "campaign.paused"
        | "risk.held"
        | "statement.missing"
        | "ledger.broken"
        | "forward.stopped"
        | "report.ready"
        | "report.broken";
      /** @enum {string} */
      state:
        | "due"
        | "sending"
        | "parked"
        | "delivered"
        | "expired"
        | "superseded"
        | "cancelled";
      reason: string | null;
      attempts: number;
      created_at: string;
      expires_at: string;
      settled_at: string | null;
      due_at: string | null;
      tries: {
        attempt: number;
        started_at: string;
        lookup_ms: number | null;
        first_byte_ms: number | null;
        duration_ms: number;
        method: string;
        url: string;
        headers: {
          [key: string]: string;
        };
        body: string | null;
        remote_address: string | null;
        http_status: number | null;
        response_headers: {
          [key: string]: string;
        } | null;
        error: string | null;
        succeeded: boolean;
        response_body: string | null;
      }[];
    };
    /** @enum {string} */
    DeliveryState:
      | "due"
      | "sending"
      | "parked"
      | "delivered"
      | "expired"
      | "superseded"
      | "cancelled";
    Delivery: {
      id: string;
      endpoint_id: number;
      campaign_id: number;
      affiliate_id: number;
      advertiser_id: number;
      conversion_id: string;
      version: number;
      status: string;
      currency: string;
      state: components["schemas"]["DeliveryState"];
      reason: string | null;
      attempts: number;
      created_at: string;
      expires_at: string;
      settled_at: string | null;
      due_at: string | null;
      payout: string;
      exact?: {
        payout?: string;
      };
    };
    DeliveryWithAttempts: {
      id: string;
      endpoint_id: number;
      campaign_id: number;
      affiliate_id: number;
      advertiser_id: number;
      conversion_id: string;
      version: number;
      status: string;
      currency: string;
      state: components["schemas"]["DeliveryState"];
      reason: string | null;
      attempts: number;
      created_at: string;
      expires_at: string;
      settled_at: string | null;
      due_at: string | null;
      payout: string;
      exact?: {
        payout?: string;
      };
      tries: {
        attempt: number;
        started_at: string;
        lookup_ms: number | null;
        first_byte_ms: number | null;
        duration_ms: number;
        method: string;
        url: string;
        headers: {
          [key: string]: string;
        };
        body: string | null;
        remote_address: string | null;
        http_status: number | null;
        response_headers: {
          [key: string]: string;
        } | null;
        error: string | null;
        succeeded: boolean;
        response_body: string | null;
      }[];
    };
    DeliveryReplay:
      | {
          /** @constant */
          dry_run: true;
          count: number;
          money: {
            currency: string;
            amount: string;
            exact?: {
              amount?: string;
            };
            count: number;
          }[];
          oldest_at: string | null;
          oldest_age_s: number | null;
          outdated: number;
          per_second: number;
        }
      | {
          /** @constant */
          dry_run: false;
          count: number;
          money: {
            currency: string;
            amount: string;
            exact?: {
              amount?: string;
            };
            count: number;
          }[];
          oldest_at: string | null;
          oldest_age_s: number | null;
          outdated: number;
          per_second: number;
          task_id: string;
        }
      | {
          /** @constant */
          dry_run: false;
          count: number;
          money: {
            currency: string;
            amount: string;
            exact?: {
              amount?: string;
            };
            count: number;
          }[];
          oldest_at: string | null;
          oldest_age_s: number | null;
          outdated: number;
          per_second: number;
          queued: number;
          next_cursor: {
            due_at: string;
            after_id: string | null;
            up_to_id: string;
          } | null;
        };
    Source: {
      id: number;
      advertiser_id: number;
      name: string;
      key: string;
      preset: string | null;
      mapping: {
        [key: string]: string[];
      };
      goal_map: {
        [key: string]: string;
      };
      /** @enum {string} */
      require: "none" | "token" | "signature";
      allow_ips: string[];
      enforce: boolean;
      drift_seconds: number;
      timezone: string;
      currency: string | null;
      amount_unit: string;
      decimal_comma: boolean;
      amount_updates: boolean;
      reversal_amount: ("refunded" | "remaining" | "delta") | null;
      reinstate: boolean;
      pixel: boolean;
      pixel_key: string | null;
      pixel_url: string | null;
      answer:
        | (
            | "problem"
            | "always_200"
            | "tune"
            | "affise"
            | "post_affiliate_pro"
            | "scaleo"
            | "keitaro"
            | "everflow"
            | "prosper202"
            | "impact"
            | "dub"
            | "store"
            | "digistore24"
          )
        | null;
      rate_per_second: number | null;
      default: boolean;
      status_map: {
        [key: string]:
          | ("approved" | "ignore" | "pending" | "rejected" | "reversed")
          | {
              goal?: string;
              /** @enum {string} */
              mode?: "add" | "change" | "upsert";
              /** @enum {string} */
              status:
                "approved" | "ignore" | "pending" | "rejected" | "reversed";
            };
      };
      secrets: {
        id: string;
        masked: string | null;
        created_at: string;
      }[];
      token: {
        id: string;
        masked: string | null;
        created_at: string;
      } | null;
      old_key: {
        masked: string;
        valid_until: string;
      } | null;
      old_token: {
        masked: string;
        valid_until: string;
      } | null;
      store: {
        bundle_ids: string[];
        app_apple_id: number | null;
        package_names: string[];
        push_email: string | null;
        audience: string | null;
        sandbox: boolean;
      } | null;
      service_account: {
        id: string;
        client_email: string | null;
        created_at: string;
      } | null;
      created_at: string;
      url: string;
      in_force: {
        /** @enum {string} */
        amount_unit: "major" | "minor";
        decimal_comma: boolean;
        reversal_amount: ("refunded" | "remaining" | "delta") | null;
        /** @enum {string} */
        answer:
          | "problem"
          | "always_200"
          | "tune"
          | "affise"
          | "post_affiliate_pro"
          | "scaleo"
          | "keitaro"
          | "everflow"
          | "prosper202"
          | "impact"
          | "dub"
          | "store"
          | "digistore24";
      };
      warnings: {
        field: string;
        message: string;
      }[];
    };
    NewSourceSecret: {
      id: string;
      masked: string | null;
      created_at: string;
      secret: string;
    };
    SourceWithToken: {
      id: string;
      masked: string | null;
      created_at: string;
      token: string;
    };
    SheetLink: {
      id: number;
      created_at: string;
    };
    NewSheetLink: {
      id: number;
      created_at: string;
      url: string;
    };
    SourceSheet: {
      source: string;
      url: string;
      /** @constant */
      method: "GET or POST";
      names: {
        ours: string;
        send_as: string;
        required: boolean;
        note: string;
      }[];
      goals: {
        campaign_id: number;
        campaign: string;
        key: string;
        name: string;
        default: boolean;
        send_as: string[];
        after: string | null;
        needs_amount: boolean;
        counts_as: string;
        approved_after_days: number | null;
        lookback_days: number | null;
        max_per_click: number | null;
      }[];
      status_words: {
        [key: string]: string[];
      };
      amount: {
        /** @enum {string} */
        unit: "major" | "minor";
        /** @enum {string} */
        decimal: "," | ".";
        example: string;
      };
      currency: string | null;
      timezone: string;
      refunds: {
        words: string[];
        how: string;
      };
      answers: {
        http_status: string;
        means: string;
        send_again: boolean;
      }[];
      windows: {
        campaign_id: number;
        campaign: string;
        lookback_days: number | null;
        backfill_days: number;
      }[];
      proof: {
        require: string;
        how: string;
      };
      examples: {
        get: string;
        curl: string;
        webhook?: string;
      };
      pages?: {
        script: string;
        sale: string;
        image: string;
        notes: string[];
      };
      mmp?: {
        title: string;
        forms: {
          /** @enum {string} */
          form: "install" | "event" | "rejected";
          where: string;
          url: string;
        }[];
        destination_url: string;
        notes: string[];
      };
      steps?: {
        title: string;
        lines: string[];
      }[];
    };
    SourceHealth: {
      source_id: number;
      last_seen: string | null;
      last_24h: {
        total: number;
        outcomes: {
          [key: string]: number;
        };
        success_share: number | null;
      };
      last_7d: {
        total: number;
        outcomes: {
          [key: string]: number;
        };
        success_share: number | null;
      };
      refusals: {
        code: string;
        count: number;
        last_at: string;
        last_id: string;
      }[];
      unmapped: {
        /** @enum {string} */
        kind: "goal" | "parameter" | "status";
        word: string;
        count: number;
        last_at: string;
        last_id: string;
      }[];
    };
    Postback: {
      id: string;
      received_at: string;
      method: string;
      url: string;
      ip: string | null;
      advertiser_id: number | null;
      affiliate_id: number | null;
      source_id: number | null;
      http_status: number;
      outcome: string;
      detail: string | null;
      conversion_id: string | null;
      order_id: string | null;
      goal_key: string | null;
      judged_at: string | null;
      earlier: {
        http_status: number;
        outcome: string;
        detail: string | null;
        conversion_id: string | null;
        judged_at: string;
      }[];
      cut: ("age" | "size") | null;
      campaign_id: number | null;
      click_id: string | null;
      customer: {
        country: string | null;
        ip: string | null;
        is_data_centre: boolean;
        labels: {
          [key: string]: string;
        };
      } | null;
    };
    PostbackSummary: {
      /** @enum {string} */
      group_by:
        | "code"
        | "verdict"
        | "source"
        | "advertiser"
        | "campaign"
        | "affiliate"
        | "goal"
        | "goal_key"
        | "day";
      from: string;
      to: string;
      total: number;
      totals: {
        [key: string]: number;
      };
      data: {
        key: (string | number) | null;
        code?: (string | number) | null;
        verdict?: (string | number) | null;
        source?: (string | number) | null;
        advertiser?: (string | number) | null;
        campaign?: (string | number) | null;
        affiliate?: (string | number) | null;
        goal?: (string | number) | null;
        goal_key?: (string | number) | null;
        day?: (string | number) | null;
        count: number;
        example_ids: string[];
        share: number;
        last_at: string;
      }[];
      /** @enum {string} */
      as_of: "arrival" | "now";
    };
    PostbackWithTrace: {
      id: string;
      received_at: string;
      method: string;
      url: string;
      ip: string | null;
      advertiser_id: number | null;
      affiliate_id: number | null;
      source_id: number | null;
      http_status: number;
      outcome: string;
      detail: string | null;
      conversion_id: string | null;
      order_id: string | null;
      goal_key: string | null;
      judged_at: string | null;
      earlier: {
        http_status: number;
        outcome: string;
        detail: string | null;
        conversion_id: string | null;
        judged_at: string;
      }[];
      cut: ("age" | "size") | null;
      campaign_id: number | null;
      click_id: string | null;
      headers: {
        [key: string]: string;
      };
      body: string | null;
      answer: {
        http_status: number;
        outcome: string;
        detail: string | null;
        conversion_id: string | null;
      };
      trace: {
        step: string;
        looked_at?: string;
        expected?: string;
        found?: string;
        ok: boolean;
        sender_sees: boolean;
      }[];
      meanings: {
        [key: string]: string;
      };
      curl: string | null;
    };
    ReplayedPostbacks: {
      judged: number;
      dry_run: boolean;
      count: number;
      outcomes: {
        before: string;
        after: string;
        count: number;
        example_ids: string[];
      }[];
      conversions: {
        made: number;
        changed: number;
        tests: number;
        examples: {
          postback_id: string;
          conversion_id: string | null;
          before: {
            status: components["schemas"]["ConversionStatus"];
            currency: string;
            revenue: string;
            payout: string;
            owed: string | null;
            exact?: {
              revenue?: string;
              payout?: string;
              owed?: string;
            };
            owed_currency: string | null;
          } | null;
          after: {
            status: components["schemas"]["ConversionStatus"];
            currency: string;
            revenue: string;
            payout: string;
            owed: string | null;
            exact?: {
              revenue?: string;
              payout?: string;
              owed?: string;
            };
            owed_currency: string | null;
          };
        }[];
      };
      money: {
        currency: string;
        revenue: string;
        payout: string;
        exact?: {
          revenue?: string;
          payout?: string;
        };
      }[];
      affiliates: components["schemas"]["AffiliateMoney"][];
      advertisers: components["schemas"]["AdvertiserMoney"][];
      errors: {
        count: number;
        examples: {
          postback_id: string;
          detail: string;
        }[];
      };
      next_after: string | null;
    };
    PostbackReplay: {
      dry_run: boolean;
      task_id: string;
    };
    ReplayedPostback: {
      dry_run: boolean;
      count: number;
      outcomes: {
        before: string;
        after: string;
        count: number;
        example_ids: string[];
      }[];
      conversions: {
        made: number;
        changed: number;
        tests: number;
        examples: {
          postback_id: string;
          conversion_id: string | null;
          before: {
            status: components["schemas"]["ConversionStatus"];
            currency: string;
            revenue: string;
            payout: string;
            owed: string | null;
            exact?: {
              revenue?: string;
              payout?: string;
              owed?: string;
            };
            owed_currency: string | null;
          } | null;
          after: {
            status: components["schemas"]["ConversionStatus"];
            currency: string;
            revenue: string;
            payout: string;
            owed: string | null;
            exact?: {
              revenue?: string;
              payout?: string;
              owed?: string;
            };
            owed_currency: string | null;
          };
        }[];
      };
      money: {
        currency: string;
        revenue: string;
        payout: string;
        exact?: {
          revenue?: string;
          payout?: string;
        };
      }[];
      affiliates: components["schemas"]["AffiliateMoney"][];
      advertisers: components["schemas"]["AdvertiserMoney"][];
      errors: {
        count: number;
        examples: {
          postback_id: string;
          detail: string;
        }[];
      };
      before?: {
        outcome: string;
        detail: string | null;
      };
      after?: {
        outcome: string;
        detail: string | null;
        http_status: number;
      };
      trace?: {
        step: string;
        looked_at?: string;
        expected?: string;
        found?: string;
        ok: boolean;
        sender_sees: boolean;
      }[];
    };
    TriedPostback: {
      verdict: {
        outcome: string;
        detail: string | null;
        http_status: number;
        conversion:
          | (
              | {
                  id: string;
                }
              | {
                  id: string | null;
                  status_before:
                    components["schemas"]["ConversionStatus"] | null;
                  status: components["schemas"]["ConversionStatus"];
                  reason: string | null;
                  currency: string;
                  amount: string | null;
                  revenue: string;
                  payout: string;
                  owed: string | null;
                  exact?: {
                    amount?: string;
                    revenue?: string;
                    payout?: string;
                    owed?: string;
                  };
                  owed_currency: string | null;
                  flags: string[];
                }
            )
          | null;
      };
      answer: {
        http_status: number;
        content_type: string;
        body: string;
      };
      advertiser_id: number | null;
      source: {
        id: number;
        name: string;
      } | null;
      campaign_id: number | null;
      affiliate_id: number | null;
      click_id: string | null;
      order_id: string | null;
      goal: string | null;
      trace: {
        step: string;
        looked_at?: string;
        expected?: string;
        found?: string;
        ok: boolean;
        sender_sees: boolean;
      }[];
    };
    SourceTest: {
      ready: boolean;
      next: string | null;
      sample: string;
      test_click: {
        click_id: string;
        url: string | null;
        link_id: number;
      };
      checks: {
        /** @enum {string} */
        check:
          | "request"
          | "proof"
          | "click_id"
          | "order_id"
          | "goal"
          | "amount"
          | "currency"
          | "status"
          | "time"
          | "campaign"
          | "dedupe"
          | "mapping"
          | "answer";
        /** @enum {string} */
        state: "passed" | "advice" | "failed" | "not_reached";
        ok: boolean;
        found: string;
        todo: string | null;
      }[];
    };
    StatementMapping: {
      /** @enum {string} */
      format?: "csv" | "json" | "ndjson";
      /** @enum {string} */
      encoding?:
        "utf-8" | "utf-16le" | "utf-16be" | "windows-1251" | "windows-1252";
      delimiter?: string;
      has_header?: boolean;
      header_row?: number;
      columns?: {
        click_id?: string;
        order_id?: string;
        conversion_id?: string;
        customer_id?: string;
        goal?: string;
        campaign?: string;
        affiliate?: string;
        link?: string;
        status?: string;
        amount?: string;
        revenue?: string;
        payout?: string;
        currency?: string;
        occurred_at?: string;
        reason?: string;
      };
      time_column?: string | null;
      decimal_comma?: boolean;
      /** @enum {string} */
      date_order?: "ymd" | "dmy" | "mdy";
      status_map?: {
        [key: string]: string;
      };
      currency?: string;
      default_status?: string;
      ended?: {
        [key: string]: "rejected" | "reversed";
      };
    };
    Frame: {
      /** @enum {string} */
      basis: "amount" | "payout" | "revenue";
      currency: string | null;
      evidence: {
        [key: string]: unknown;
      };
      is_clear: boolean;
      money_divisor: number;
      offset_minutes: number;
    };
    /** @enum {string} */
    ReconciliationStatus:
      "matching" | "review" | "applied" | "undone" | "failed";
    Reconciliation: {
      id: string;
      /** @enum {string} */
      kind: "statement" | "import";
      advertiser_id: number;
      statement_id: string;
      timezone: string;
      columns: string[];
      proposal: {
        why: string;
        field:
          | (
              | "click_id"
              | "order_id"
              | "conversion_id"
              | "customer_id"
              | "goal"
              | "campaign"
              | "affiliate"
              | "link"
              | "status"
              | "amount"
              | "revenue"
              | "payout"
              | "currency"
              | "occurred_at"
              | "reason"
              | "ended"
              | "time_column"
            )
          | null;
        column: string;
        examples: string[];
        confidence: number;
      }[];
      mapping: components["schemas"]["StatementMapping"] | null;
      mapping_confirmed: boolean;
      reading: {
        rows: number;
        problems: number;
        undecided: ("date_order" | "decimal_comma")[];
        /** @enum {string} */
        date_order: "dmy" | "mdy" | "ymd";
        decimal_comma: boolean;
        rounded_amounts: number;
        unknown_statuses: {
          [key: string]: number;
        };
        foreign_click_ids: number;
      } | null;
      frame: components["schemas"]["Frame"] | null;
      frame_confirmed: boolean;
      tolerance: {
        row_amount?: string;
        statement_amount?: string;
        row_percent?: string;
        statement_percent?: string;
      };
      status: components["schemas"]["ReconciliationStatus"];
      problem: string | null;
      totals: {
        [key: string]: unknown;
      } | null;
      advertiser_sees: boolean;
      previous_id: string | null;
      created_by: string;
      created_by_name?: string | null;
      from: string;
      to: string;
      created_at: string;
      matched_at: string | null;
      notes?: string[];
      statement?: {
        id: string;
        sha256: string;
        byte_count: number;
        file_name: string | null;
        received_at: string;
      };
    };
    StatementRow: {
      row_no: number;
      cells: string[];
      problem: string | null;
      problem_column: string | null;
      click_id: string | null;
      order_id: string | null;
      conversion_id: string | null;
      customer_id: string | null;
      goal: string | null;
      campaign: string | null;
      affiliate: string | null;
      link: string | null;
      status: string | null;
      raw_status: string | null;
      reason: string | null;
      currency: string | null;
      amount: string | null;
      revenue: string | null;
      payout: string | null;
      written_at: string | null;
    };
    /** @enum {string} */
    BreakClass:
      | "missing_ours"
      | "missing_theirs"
      | "amount_mismatch"
      | "currency_mismatch"
      | "status_mismatch"
      | "reversed_by_sender"
      | "duplicate_ours"
      | "duplicate_theirs"
      | "timing"
      | "attribution_diff"
      | "locked_period"
      | "unparsable";
    Break: {
      id: string;
      class: components["schemas"]["BreakClass"] | null;
      proposed: string | null;
      state: string;
      tier: number | null;
      rule: string | null;
      score: number | null;
      runner_up: number | null;
      margin: number | null;
      match_margin: number | null;
      group: number | null;
      ours: {
        conversion_id: string;
        campaign_id: number;
        affiliate_id: number;
        goal: string;
        order_id: string | null;
        status: string;
        at: string;
        in_window: boolean;
        currency: string;
        counted: string;
      } | null;
      theirs: {
        row_no: number;
        cells: string[];
        order_id: string | null;
        status: string | null;
        said_status: string | null;
        written_at: string | null;
        currency: string | null;
        counted: string | null;
      } | null;
      difference: string | null;
      advertiser_sees: boolean;
      detail: {
        [key: string]: unknown;
      } | null;
      owner: string | null;
      note: string | null;
      changed_at: string | null;
      changed_by: string | null;
      changed_by_name?: string | null;
    };
    ConfirmedFrame: {
      id: string;
      status: components["schemas"]["ReconciliationStatus"];
      frame: components["schemas"]["Frame"];
      task_id: string;
    };
    Tolerance: {
      advertiser_id: number;
      row_amount?: string;
      row_percent?: string;
      statement_amount?: string;
      statement_percent?: string;
    };
    MissingStatement: {
      advertiser_id: number;
      name: string;
      month: string;
      currency: string;
      conversions: number;
      revenue: string;
      exact?: {
        revenue?: string;
      };
    };
    Batch: {
      requested_at: string;
      undone_at: string | null;
      id: string;
      reconciliation_id: string;
      state: string;
      asked: unknown;
      totals: {
        [key: string]: unknown;
      } | null;
      requested_by: string;
      requested_by_name?: string | null;
      reason: string | null;
      undone_by: string | null;
      undone_by_name?: string | null;
    };
    ReconciliationReport: {
      id: string;
      advertiser: {
        id: number;
        name: string;
      };
      statement: {
        id: string;
        file_name: string | null;
        sha256: string;
        received_at: string;
        received_by: string;
        received_by_name?: string | null;
      };
      from: string;
      to: string;
      timezone: string;
      status: components["schemas"]["ReconciliationStatus"];
      matched_at: string;
      frame: components["schemas"]["Frame"] | null;
      frame_confirmed: boolean;
      tolerance: {
        row_amount?: string;
        row_percent?: string;
        statement_amount?: string;
        statement_percent?: string;
      };
      rows: number;
      breaks: {
        class: components["schemas"]["BreakClass"] | null;
        count: number;
        money: {
          currency: string;
          ours: string;
          theirs: string;
        }[];
        proposed: string | null;
      }[];
      changed: {
        gone: {
          class: string;
          count: number;
        }[];
        appeared: {
          class: string;
          count: number;
        }[];
        previous_id: string;
      } | null;
      advertiser_sees: boolean;
      largest: {
        id: string;
        class: components["schemas"]["BreakClass"];
        currency: string;
        ours: string;
        theirs: string;
        difference: string;
      }[];
      matches: {
        rows: number;
        rule: string | null;
        tier: number | null;
        conversions: number;
        share_percent: number;
      }[];
      by_status: {
        /** @enum {string} */
        side: "ours" | "theirs";
        count: number;
        amount: string;
        status: string;
        currency: string;
      }[];
      currencies: {
        currency: string;
        ours: string;
        theirs: string;
        difference: string;
        breaks: string;
        unexplained: string;
        discrepancy_percent: string | null;
        over_percent: number | null;
      }[];
      conversions: number;
      doubled_rows: number;
      states: {
        class: string;
        state: string;
        count: number;
      }[];
      batches: components["schemas"]["Batch"][];
    };
    InvoiceDifference: {
      invoice: {
        id: string;
        number: number;
        from: string;
        to: string;
        amount: string;
      };
      statement: {
        reconciliation_id: string;
        file_name: string | null;
        from: string;
        to: string;
        status: components["schemas"]["ReconciliationStatus"];
        basis: string;
        currencies: string[];
      } | null;
      advertiser_sees: boolean;
      currency: string;
      sentence: string;
      totals: {
        ours: string;
        theirs: string | null;
        difference: string | null;
        counted: {
          ours: string;
          theirs: string | null;
          difference: string | null;
        };
        count: number;
      };
      by_class: {
        class: string;
        count: number;
        ours: string;
        theirs: string | null;
        difference: string | null;
        counted: {
          ours: string;
          theirs: string | null;
          difference: string | null;
        };
      }[];
      lines: {
        id: string;
        class: string;
        ours: string;
        theirs: string | null;
        difference: string | null;
        counted: {
          ours: string;
          theirs: string | null;
          difference: string | null;
        };
        conversion_id: string | null;
        campaign_id: number | null;
        goal: string | null;
        order_id: string | null;
        status: string | null;
        converted_at: string | null;
        row_no: number | null;
        row_status: string | null;
      }[];
      next_cursor: string | null;
    };
    ActionOutcome: {
      id: string;
      action: string;
      result: string;
      detail: string | null;
      conversion_id: string | null;
      before: components["schemas"]["ConversionPosition"] | null;
      after: components["schemas"]["ConversionPosition"] | null;
      entry_id: string | null;
    };
    AppliedBatch:
      | {
          dry_run: boolean;
          batch_id: string | null;
          outcomes: {
            [key: string]: {
              [key: string]: number;
            };
          };
          advertisers: components["schemas"]["AdvertiserMoney"][];
          affiliates: components["schemas"]["AffiliateMoney"][];
          deliveries: {
            count: number;
            endpoints: {
              affiliate_id: number;
              endpoint_id: number;
              status?: string;
              count: number;
            }[];
          };
          variance: {
            currency: string;
            amount: string;
            exact?: {
              amount?: string;
            };
          }[];
          examples: components["schemas"]["ActionOutcome"][];
        }
      | {
          dry_run: boolean;
          batch_id: string | null;
          task_id: string;
          count: number;
        };
    Action: {
      id: string;
      batch_id: string;
      action: string;
      campaign_id: number | null;
      conversion_id: string | null;
      entry_id: string | null;
      result: string;
      undone_result: string | null;
      before: components["schemas"]["ConversionPosition"] | null;
      after: components["schemas"]["ConversionPosition"] | null;
      done_at: string;
      undone_at: string | null;
    };
    UndoneBatch:
      | {
          dry_run: boolean;
          batch_id: string;
          outcomes: {
            [key: string]: {
              [key: string]: number;
            };
          };
          advertisers: components["schemas"]["AdvertiserMoney"][];
          affiliates: components["schemas"]["AffiliateMoney"][];
          deliveries: {
            count: number;
            endpoints: {
              affiliate_id: number;
              endpoint_id: number;
              status?: string;
              count: number;
            }[];
          };
          variance: {
            currency: string;
            amount: string;
            exact?: {
              amount?: string;
            };
          }[];
          examples: components["schemas"]["ActionOutcome"][];
        }
      | {
          dry_run: boolean;
          batch_id: string;
          task_id: string;
          count: number;
        };
    Import: {
      id: string;
      /** @enum {string} */
      kind: "statement" | "import";
      advertiser_id: number;
      statement_id: string;
      timezone: string;
      columns: string[];
      proposal: {
        why: string;
        field:
          | (
              | "click_id"
              | "order_id"
              | "conversion_id"
              | "customer_id"
              | "goal"
              | "campaign"
              | "affiliate"
              | "link"
              | "status"
              | "amount"
              | "revenue"
              | "payout"
              | "currency"
              | "occurred_at"
              | "reason"
              | "ended"
              | "time_column"
            )
          | null;
        column: string;
        examples: string[];
        confidence: number;
      }[];
      mapping: components["schemas"]["StatementMapping"] | null;
      mapping_confirmed: boolean;
      reading: {
        rows: number;
        problems: number;
        undecided: ("date_order" | "decimal_comma")[];
        /** @enum {string} */
        date_order: "dmy" | "mdy" | "ymd";
        decimal_comma: boolean;
        rounded_amounts: number;
        unknown_statuses: {
          [key: string]: number;
        };
        foreign_click_ids: number;
      } | null;
      frame: components["schemas"]["Frame"] | null;
      frame_confirmed: boolean;
      tolerance: {
        row_amount?: string;
        statement_amount?: string;
        row_percent?: string;
        statement_percent?: string;
      };
      status: components["schemas"]["ReconciliationStatus"];
      problem: string | null;
      totals: {
        [key: string]: unknown;
      } | null;
      advertiser_sees: boolean;
      previous_id: string | null;
      created_by: string;
      created_by_name?: string | null;
      from: string;
      to: string;
      created_at: string;
      matched_at: string | null;
      notes?: string[];
      statement?: {
        id: string;
        sha256: string;
        byte_count: number;
        file_name: string | null;
        received_at: string;
      };
      by_advertiser_id: number | null;
    };
    ImportRow: {
      row_no: number;
      cells: string[];
      problem: string | null;
      problem_column: string | null;
      click_id: string | null;
      order_id: string | null;
      conversion_id: string | null;
      customer_id: string | null;
      goal: string | null;
      campaign: string | null;
      affiliate: string | null;
      link: string | null;
      status: string | null;
      raw_status: string | null;
      reason: string | null;
      currency: string | null;
      amount: string | null;
      revenue: string | null;
      payout: string | null;
      written_at: string | null;
    };
    MoveRow: {
      no: number;
      file: string;
      row_no: number;
      /** @enum {string} */
      kind:
        | "advertiser"
        | "affiliate"
        | "campaign"
        | "approval"
        | "price"
        | "link"
        | "endpoint"
        | "domain"
        | "cap"
        | "block"
        | "balance"
        | "click"
        | "conversion"
        | "skipped"
        | "unreadable";
      old_id: string | null;
      verdict: ("create" | "update" | "skip" | "refuse") | null;
      reason: string | null;
      id: string | null;
      /** @enum {string} */
      state:
        | "read"
        | "planned"
        | "kept"
        | "done"
        | "refused"
        | "removed"
        | "restored"
        | "archived"
        | "left";
      notes: string[];
    };
    Move: {
      id: string;
      /** @enum {string} */
      from:
        | "keitaro"
        | "binom"
        | "voluum"
        | "tune"
        | "everflow"
        | "affise"
        | "cake"
        | "scaleo"
        | "post_affiliate_pro"
        | "prosper202"
        | "csv";
      /** @enum {string} */
      status:
        | "reading"
        | "planned"
        | "applying"
        | "applied"
        | "undoing"
        | "undone"
        | "failed";
      settings: {
        [key: string]: unknown;
      };
      files: {
        name: string;
        byte_count: number;
      }[];
      counts: {
        /** @enum {string} */
        kind:
          | "advertiser"
          | "affiliate"
          | "campaign"
          | "approval"
          | "price"
          | "link"
          | "endpoint"
          | "domain"
          | "cap"
          | "block"
          | "balance"
          | "click"
          | "conversion"
          | "skipped"
          | "unreadable";
        verdict: ("create" | "update" | "skip" | "refuse") | null;
        /** @enum {string} */
        state:
          | "read"
          | "planned"
          | "kept"
          | "done"
          | "refused"
          | "removed"
          | "restored"
          | "archived"
          | "left";
        count: number;
      }[];
      done: number;
      total: number;
      problem: string | null;
      created_by: string;
      created_by_name?: string | null;
      created_at: string;
      planned_at: string | null;
      applied_at: string | null;
      undone_at: string | null;
      rows: components["schemas"]["MoveRow"][];
    };
    ListedMove: {
      id: string;
      /** @enum {string} */
      from:
        | "keitaro"
        | "binom"
        | "voluum"
        | "tune"
        | "everflow"
        | "affise"
        | "cake"
        | "scaleo"
        | "post_affiliate_pro"
        | "prosper202"
        | "csv";
      /** @enum {string} */
      status:
        | "reading"
        | "planned"
        | "applying"
        | "applied"
        | "undoing"
        | "undone"
        | "failed";
      settings: {
        [key: string]: unknown;
      };
      files: {
        name: string;
        byte_count: number;
      }[];
      counts: {
        /** @enum {string} */
        kind:
          | "advertiser"
          | "affiliate"
          | "campaign"
          | "approval"
          | "price"
          | "link"
          | "endpoint"
          | "domain"
          | "cap"
          | "block"
          | "balance"
          | "click"
          | "conversion"
          | "skipped"
          | "unreadable";
        verdict: ("create" | "update" | "skip" | "refuse") | null;
        /** @enum {string} */
        state:
          | "read"
          | "planned"
          | "kept"
          | "done"
          | "refused"
          | "removed"
          | "restored"
          | "archived"
          | "left";
        count: number;
      }[];
      done: number;
      total: number;
      problem: string | null;
      created_by: string;
      created_by_name?: string | null;
      created_at: string;
      planned_at: string | null;
      applied_at: string | null;
      undone_at: string | null;
    };
    ShadowExport: {
      id: string;
      file_name: string | null;
      timezone: string;
      from: string;
      to: string;
      columns: {
        [key: string]: string;
      };
      rows: number;
      unreadable: number;
      problems: {
        row_no: number;
        reason: string;
      }[];
      received_at: string;
      received_by: string;
      received_by_name?: string | null;
      compared_at: string | null;
    };
    ShadowSummaryRow: {
      day?: string;
      campaign?: {
        id: number;
        name: string;
      } | null;
      affiliate?: {
        id: number;
        name: string;
      } | null;
      currency: string;
      items: number;
      agreed: number;
      agreed_percent: number;
      theirs: {
        conversions: number;
        amount: string | null;
        revenue: string | null;
        payout: string | null;
      };
      ours: {
        conversions: number;
        amount: string | null;
        revenue: string | null;
        payout: string | null;
      };
      difference: {
        conversions: number;
        amount: string | null;
        revenue: string | null;
        payout: string | null;
      };
      by_class: {
        /** @enum {string} */
        class:
          | "missing_ours"
          | "missing_theirs"
          | "duplicate_ours"
          | "duplicate_theirs"
          | "attribution_diff"
          | "currency_mismatch"
          | "status_mismatch"
          | "payout_mismatch"
          | "revenue_mismatch"
          | "amount_mismatch"
          | "timing"
          | "split"
          | "moved_in"
          | "rounding"
          | "not_counted"
          | "equal";
        count: number;
        conversions: number;
        amount: string | null;
        revenue: string | null;
        payout: string | null;
      }[];
    };
    ShadowItem: {
      id: string;
      at: string;
      /** @enum {string} */
      class:
        | "missing_ours"
        | "missing_theirs"
        | "duplicate_ours"
        | "duplicate_theirs"
        | "attribution_diff"
        | "currency_mismatch"
        | "status_mismatch"
        | "payout_mismatch"
        | "revenue_mismatch"
        | "amount_mismatch"
        | "timing"
        | "split"
        | "moved_in"
        | "rounding"
        | "not_counted"
        | "equal";
      differs: (
        | "missing_ours"
        | "missing_theirs"
        | "duplicate_ours"
        | "duplicate_theirs"
        | "attribution_diff"
        | "currency_mismatch"
        | "status_mismatch"
        | "payout_mismatch"
        | "revenue_mismatch"
        | "amount_mismatch"
        | "timing"
        | "split"
        | "moved_in"
        | "rounding"
        | "not_counted"
        | "equal"
      )[];
      sentence: string;
      why:
        | (
            | "never_arrived"
            | "no_such_click"
            | "refused"
            | "ignored"
            | "duplicate"
            | "recorded"
            | "ended"
            | "by_hand"
            | "edge_of_export"
            | "not_in_export"
          )
        | null;
      code: string | null;
      postback_id: string | null;
      rule: string | null;
      score: number | null;
      theirs: {
        old_id: string | null;
        export_id: string | null;
        row_no: number | null;
        day: string | null;
        converted_at: string | null;
        click: string | null;
        order_id: string | null;
        goal: string | null;
        campaign: string | null;
        campaign_id: number | null;
        affiliate: string | null;
        affiliate_id: number | null;
        status: ("pending" | "approved" | "rejected" | "reversed") | null;
        currency: string;
        amount: string | null;
        revenue: string | null;
        payout: string | null;
      } | null;
      ours: {
        conversion_id: string | null;
        day: string | null;
        recorded_at: string | null;
        click_id: string | null;
        order_id: string | null;
        goal: string | null;
        campaign_id: number | null;
        affiliate_id: number | null;
        status: ("pending" | "approved" | "rejected" | "reversed") | null;
        currency: string;
        amount: string | null;
        revenue: string | null;
        payout: string | null;
      } | null;
    };
    ReportRow: {
      hour?: string;
      day?: string;
      week?: string;
      month?: string;
      hour_of_day?: number;
      weekday?: number;
      advertiser?: {
        id: number;
        name: string | null;
      } | null;
      campaign?: {
        id: number;
        name: string | null;
      } | null;
      affiliate?: {
        id: number;
        name: string | null;
      } | null;
      link?: {
        id: number;
        name: string | null;
      } | null;
      goal?: string | null;
      country?: string | null;
      device?: string | null;
      os?: string | null;
      browser?: string | null;
      source?: string | null;
      sub1?: string | null;
      sub2?: string | null;
      sub3?: string | null;
      sub4?: string | null;
      sub5?: string | null;
      sub6?: string | null;
      sub7?: string | null;
      sub8?: string | null;
      sub9?: string | null;
      sub10?: string | null;
      verdict?: string | null;
      status?: string | null;
      clicks: {
        gross: number;
        valid: number;
        unique: number;
        invalid: number;
        bot: number;
        by_verdict: {
          [key: string]: number;
        };
      };
      conversions: {
        pending: number;
        approved: number;
        rejected: number;
        reversed: number;
      };
      amount: string;
      revenue: string;
      payout: string;
      margin: string;
      pending_revenue: string;
      pending_payout: string;
      click_revenue: string;
      click_payout: string;
      exact?: {
        amount?: string;
        revenue?: string;
        payout?: string;
        margin?: string;
        pending_revenue?: string;
        pending_payout?: string;
        click_revenue?: string;
        click_payout?: string;
      };
      cr: number | null;
      cr_approved: number | null;
      approval_rate: number | null;
      epc: string | null;
      rpc: string | null;
      cpa: string | null;
      aov: string | null;
      margin_percent: number | null;
      seconds_to_convert: number | null;
      unconverted: {
        currency: string;
        revenue: string;
        payout: string;
        exact?: {
          revenue?: string;
          payout?: string;
        };
      }[];
      before?: {
        clicks: {
          gross: number;
          valid: number;
          unique: number;
          invalid: number;
          bot: number;
          by_verdict: {
            [key: string]: number;
          };
        };
        conversions: {
          pending: number;
          approved: number;
          rejected: number;
          reversed: number;
        };
        amount: string;
        revenue: string;
        payout: string;
        margin: string;
        pending_revenue: string;
        pending_payout: string;
        click_revenue: string;
        click_payout: string;
        exact?: {
          amount?: string;
          revenue?: string;
          payout?: string;
          margin?: string;
          pending_revenue?: string;
          pending_payout?: string;
          click_revenue?: string;
          click_payout?: string;
        };
        cr: number | null;
        cr_approved: number | null;
        approval_rate: number | null;
        epc: string | null;
        rpc: string | null;
        cpa: string | null;
        aov: string | null;
        margin_percent: number | null;
        seconds_to_convert: number | null;
        unconverted: {
          currency: string;
          revenue: string;
          payout: string;
          exact?: {
            revenue?: string;
            payout?: string;
          };
        }[];
      } | null;
    };
    ReportFigures: {
      clicks: {
        gross: number;
        valid: number;
        unique: number;
        invalid: number;
        bot: number;
        by_verdict: {
          [key: string]: number;
        };
      };
      conversions: {
        pending: number;
        approved: number;
        rejected: number;
        reversed: number;
      };
      amount: string;
      revenue: string;
      payout: string;
      margin: string;
      pending_revenue: string;
      pending_payout: string;
      click_revenue: string;
      click_payout: string;
      exact?: {
        amount?: string;
        revenue?: string;
        payout?: string;
        margin?: string;
        pending_revenue?: string;
        pending_payout?: string;
        click_revenue?: string;
        click_payout?: string;
      };
      cr: number | null;
      cr_approved: number | null;
      approval_rate: number | null;
      epc: string | null;
      rpc: string | null;
      cpa: string | null;
      aov: string | null;
      margin_percent: number | null;
      seconds_to_convert: number | null;
      unconverted: {
        currency: string;
        revenue: string;
        payout: string;
        exact?: {
          revenue?: string;
          payout?: string;
        };
      }[];
    };
    Report: {
      from: string;
      to: string;
      timezone: string;
      currency: string;
      /** @enum {string} */
      time: "conversion" | "click" | "approval";
      as_of: string;
      group_by: string[];
      columns: {
        key: string;
        /** @enum {string} */
        unit:
          | "time"
          | "thing"
          | "text"
          | "count"
          | "money"
          | "ratio"
          | "percent"
          | "seconds";
        formula: string | null;
        mixed_axes: boolean;
        additive: boolean;
      }[];
      data: components["schemas"]["ReportRow"][];
      rest: components["schemas"]["ReportFigures"] | null;
      totals: components["schemas"]["ReportFigures"];
      compare: {
        from: string;
        to: string;
        totals: components["schemas"]["ReportFigures"];
      } | null;
      limits: string[];
      next_cursor: string | null;
    };
    ClickDiscrepancy: {
      theirs: number;
      ours: {
        valid: number;
        unique: number;
        repeats: number;
        bots: number;
        refused: number;
        refused_because: {
          verdict: string;
          reason: string;
          count: number;
        }[];
        prefetches: number;
        tests: number;
      };
      difference: number;
      explained: {
        duplicates: number;
        bots: number;
        refused: number;
        prefetches: number;
        tests: number;
        zone: number;
        late: number;
      };
      unexplained: number;
    };
    ConversionDiscrepancy: {
      theirs: number;
      ours: {
        counted: number;
        pending: number;
        approved: number;
        rejected: number;
        reversed: number;
      };
      difference: number;
      explained: {
        pending: number;
        rejected: number;
        reversed: number;
        zone: number;
        late: number;
      };
      unexplained: number;
    };
    Discrepancy: {
      affiliate_id: number;
      from: string;
      to: string;
      timezone: string;
      as_of: string;
      tracker: {
        timezone: string;
        offset: string;
        or_timezones: string[];
        clicks: {
          counts: (
            "unique" | "repeats" | "bots" | "refused" | "prefetches" | "tests"
          )[];
          or_counts: (
            "unique" | "repeats" | "bots" | "refused" | "prefetches" | "tests"
          )[][];
        };
        conversions: {
          counts: ("approved" | "pending" | "rejected" | "reversed")[];
          or_counts: ("approved" | "pending" | "rejected" | "reversed")[][];
          /** @enum {string} */
          time: "conversion" | "click" | "approval";
        } | null;
      };
      sentence: string;
      clicks: components["schemas"]["ClickDiscrepancy"];
      conversions: components["schemas"]["ConversionDiscrepancy"] | null;
      data: {
        day: string;
        is_over: boolean;
        sentence: string;
        clicks: components["schemas"]["ClickDiscrepancy"];
        conversions: components["schemas"]["ConversionDiscrepancy"] | null;
      }[];
      not_compared: string[];
      limits: string[];
    };
    SavedReport: {
      id: number;
      name: string;
      query: {
        [key: string]: string;
      };
      path: string;
      shared: boolean;
      user_id: string;
      created_at: string;
      schedule: ("daily" | "weekly" | "monthly") | null;
      hour: number;
      timezone: string;
      /** @enum {string} */
      send_by: "mail" | "webhook";
      next_at: string | null;
      sent_at: string | null;
      failure: string | null;
      failures: number;
      retry_at: string | null;
    };
    TraceEvidence: {
      campaign_id?: number | null;
      affiliate_id?: number | null;
      click_id?: string;
      click_ref?: string;
      link_id?: number;
      slug?: string;
      verdict?: string;
      cap_id?: number;
      rule_id?: number;
      /** @enum {string} */
      sent_to?: "destination" | "fallback";
      pays?: boolean;
      marks?: string[];
      country?: string | null;
      device?: string | null;
      os?: string | null;
      stored?: boolean;
      outcome?: string;
      http_status?: number;
      detail?: string | null;
      source_id?: number | null;
      customer_id?: string;
      judged_at?: string | null;
      earlier_outcome?: string;
      conversion_id?: string;
      version?: number;
      change?: string;
      status?: string;
      reason?: string | null;
      goal?: string;
      order_id?: string | null;
      amount?: string | null;
      share_amount?: boolean;
      revenue?: string;
      payout?: string;
      currency?: string;
      owed?: string;
      owed_currency?: string;
      payable_from?: string | null;
      postback_id?: string | null;
      origin?: string | null;
      made_by?: string | null;
      made_by_name?: string | null;
      why?: string | null;
      entry?: string;
      entry_reason?: string | null;
      revenue_pending?: string;
      payout_pending?: string;
      endpoint_id?: number;
      delivery_state?: string;
      attempt?: number;
      url?: string;
      succeeded?: boolean;
      duration_ms?: number;
      error?: string | null;
      answer?: string;
      due_at?: string | null;
      payment_id?: string;
      payment_state?: string;
      payment_amount?: string;
      entries_count?: number;
      reference?: string | null;
      invoice_id?: string;
      invoice_amount?: string;
      invoice_number?: number;
      invoice_state?: string;
    };
    Trace: {
      q: string;
      found: {
        /** @enum {string} */
        kind:
          | "click"
          | "conversion"
          | "customer"
          | "delivery"
          | "entry"
          | "invoice"
          | "link"
          | "payment"
          | "postback";
        id: string;
        by: string;
      }[];
      more: (
        | "click"
        | "conversion"
        | "customer"
        | "delivery"
        | "entry"
        | "invoice"
        | "link"
        | "payment"
        | "postback"
      )[];
      sentence: string;
      timeline: {
        at: string;
        /** @enum {string} */
        kind:
          | "link"
          | "click"
          | "postback"
          | "conversion"
          | "entry"
          | "delivery"
          | "invoice"
          | "payment";
        id: string;
        text: string;
        evidence: components["schemas"]["TraceEvidence"];
      }[];
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      /** @enum {string} */
      code:
        | "ambiguous_click_id"
        | "invalid_click_id"
        | "invalid_cursor"
        | "invalid_limit"
        | "malformed"
        | "missing_click_id"
        | "sandbox_only"
        | "unreplaced_macro"
        | "unsupported_version"
        | "bad_signature"
        | "bad_token"
        | "missing_signature"
        | "source_required"
        | "stale_timestamp"
        | "ticket_expired"
        | "unauthenticated"
        | "wrong_code"
        | "wrong_password"
        | "sender_not_allowed"
        | "dry_run_only"
        | "missing_scope"
        | "network_decides"
        | "session_required"
        | "wrong_origin"
        | "not_found"
        | "unknown_app"
        | "unknown_click"
        | "unknown_conversion"
        | "unknown_link"
        | "unknown_source"
        | "method_not_allowed"
        | "affiliate_inactive"
        | "already_applied"
        | "already_approved"
        | "already_claimed"
        | "already_decided"
        | "already_exists"
        | "already_paid"
        | "already_received"
        | "already_told"
        | "ambiguous_conversion"
        | "application_blocked"
        | "application_refused"
        | "dry_run_under_way"
        | "frame_unconfirmed"
        | "idempotency_conflict"
        | "illegal_transition"
        | "in_flight"
        | "in_use"
        | "invoice_void"
        | "key_unreadable"
        | "last_admin"
        | "ledger_conflict"
        | "link_expired"
        | "link_revoked"
        | "link_used"
        | "matching"
        | "move_not_ready"
        | "move_under_way"
        | "not_applied"
        | "not_matched"
        | "not_on_hold"
        | "nothing_to_invoice"
        | "nothing_to_pay"
        | "nothing_to_undo"
        | "order_conflict"
        | "over_payment"
        | "payment_closed"
        | "payment_draft"
        | "payment_failed"
        | "payment_paid"
        | "payment_void"
        | "period_not_over"
        | "replayed_nonce"
        | "request_not_kept"
        | "rotation_under_way"
        | "second_step_on"
        | "stale_version"
        | "task_ended"
        | "task_not_stopped"
        | "task_under_way"
        | "terms_changed"
        | "too_many_links"
        | "too_many_saved_reports"
        | "too_many_secrets"
        | "too_many_webhooks"
        | "user_disabled"
        | "wrong_email"
        | "too_large"
        | "unsupported_media_type"
        | "advertiser_mismatch"
        | "affiliate_blocked"
        | "ambiguous_reversal"
        | "campaign_closed"
        | "cap_reached"
        | "foreign_macro"
        | "foreign_package"
        | "invalid_amount"
        | "invalid_month"
        | "invalid_request"
        | "invalid_time"
        | "invalid_url"
        | "late_needs_proof"
        | "macro_in_authority"
        | "malformed_macro"
        | "missing_amount"
        | "missing_order_id"
        | "not_http"
        | "outside_window"
        | "own_link"
        | "purchase_unknown"
        | "parent_missing"
        | "raw_not_allowed"
        | "target_not_allowed"
        | "webhook_to_itself"
        | "too_early"
        | "too_many"
        | "unknown_currency"
        | "unknown_goal"
        | "unknown_macro"
        | "unknown_reference"
        | "unmapped_status"
        | "unmapped_value"
        | "rate_limited"
        | "too_many_streams"
        | "internal_error"
        | "unreadable_block"
        | "bookings_open"
        | "unavailable";
      detail: string;
      errors?: {
        field: string;
        message: string;
        allowed?: string[];
        code?: string;
      }[];
      postback_id?: string;
    };
    ConversionEvent: {
      conversion_id: string;
      version: number;
      /** @enum {string} */
      status: "pending" | "approved" | "rejected" | "reversed";
      reason: string | null;
      is_test: boolean;
      campaign_id: number;
      affiliate_id: number;
      advertiser_id: number;
      goal_key: string;
      order_id: string | null;
      click_id: string | null;
      currency: string;
      amount: string | null;
      revenue: string;
      payout: string;
      exact?: {
        amount?: string;
        revenue?: string;
        payout?: string;
      };
      owed_currency: string | null;
      owed: string | null;
      share_amount: boolean;
      occurred_at: string | null;
      recorded_at: string;
    };
    ConversionRecordedBody: {
      /** @constant */
      type: "conversion.recorded";
      timestamp: string;
      data: components["schemas"]["ConversionEvent"];
    };
    ConversionChangedBody: {
      /** @constant */
      type: "conversion.changed";
      timestamp: string;
      data: components["schemas"]["ConversionEvent"];
    };
    PaymentEvent: {
      payment_id: string;
      affiliate_id: number;
      currency: string;
      amount: string;
      status: string;
      reference: string | null;
      is_test?: boolean;
    };
    PaymentClosedBody: {
      /** @constant */
      type: "payment.closed";
      timestamp: string;
      data: components["schemas"]["PaymentEvent"];
    };
    PaymentPaidBody: {
      /** @constant */
      type: "payment.paid";
      timestamp: string;
      data: components["schemas"]["PaymentEvent"];
    };
    InvoiceEvent: {
      invoice_id: string;
      number: number;
      advertiser_id: number;
      currency: string;
      amount: string;
      is_test?: boolean;
    };
    InvoiceCreatedBody: {
      /** @constant */
      type: "invoice.created";
      timestamp: string;
      data: components["schemas"]["InvoiceEvent"];
    };
    ApplicationEvent: {
      affiliate_id: number | null;
      campaign_id: number | null;
      application_id: string | null;
      is_test?: boolean;
    };
    AffiliateAppliedBody: {
      /** @constant */
      type: "affiliate.applied";
      timestamp: string;
      data: components["schemas"]["ApplicationEvent"];
    };
    OfferEvent: {
      affiliate_id: number;
      campaign_id: number;
      status: string;
      reason: string | null;
      is_test?: boolean;
    };
    OfferChangedBody: {
      /** @constant */
      type: "offer.changed";
      timestamp: string;
      data: components["schemas"]["OfferEvent"];
    };
    EndpointEvent: {
      endpoint_id: number | null;
      webhook_id: number | null;
      affiliate_id: number | null;
      campaign_id: number | null;
      origin: string;
      reason: string;
      is_test?: boolean;
    };
    EndpointSwitchedOffBody: {
      /** @constant */
      type: "endpoint.switched_off";
      timestamp: string;
      data: components["schemas"]["EndpointEvent"];
    };
    IncidentEvent: {
      incident_id: string;
      /** @enum {string} */
      state: "started" | "over";
      subject: string;
      text: string;
      advertiser_id: number | null;
      campaign_id: number | null;
      affiliate_id: number | null;
      value: number | null;
      threshold: number | null;
      window_hours: number | null;
      opened_at: string;
      closed_at: string | null;
      is_test?: boolean;
    };
    EndpointFailingBody: {
      /** @constant */
      type: "endpoint.failing";
      timestamp: string;
      data: components["schemas"]["IncidentEvent"];
    };
    SourceSilentBody: {
      /** @constant */
      type: "source.silent";
      timestamp: string;
      data: components["schemas"]["IncidentEvent"];
    };
    RefusalsRisingBody: {
      /** @constant */
      type: "refusals.rising";
      timestamp: string;
      data: components["schemas"]["IncidentEvent"];
    };
    CapNearBody: {
      /** @constant */
      type: "cap.near";
      timestamp: string;
      data: components["schemas"]["IncidentEvent"];
    };
    CapReachedBody: {
      /** @constant */
      type: "cap.reached";
      timestamp: string;
      data: components["schemas"]["IncidentEvent"];
    };
    CampaignEvent: {
      campaign_id: number;
      advertiser_id: number;
      /** @enum {string} */
      reason: "by_hand" | "ended";
      /** @enum {string} */
      state: "started" | "over";
      is_test?: boolean;
    };
    CampaignPausedBody: {
      /** @constant */
      type: "campaign.paused";
      timestamp: string;
      data: components["schemas"]["CampaignEvent"];
    };
    RiskEvent: {
      affiliate_id: number | null;
      campaign_id: number | null;
      reason: string;
      is_test?: boolean;
    };
    RiskHeldBody: {
      /** @constant */
      type: "risk.held";
      timestamp: string;
      data: components["schemas"]["RiskEvent"];
    };
    StatementMissingBody: {
      /** @constant */
      type: "statement.missing";
      timestamp: string;
      data: components["schemas"]["IncidentEvent"];
    };
    LedgerBrokenBody: {
      /** @constant */
      type: "ledger.broken";
      timestamp: string;
      data: components["schemas"]["IncidentEvent"];
    };
    ForwardEvent: {
      forward_id: number;
      source_id: number | null;
      origin: string;
      reason: string;
      is_test?: boolean;
    };
    ForwardStoppedBody: {
      /** @constant */
      type: "forward.stopped";
      timestamp: string;
      data: components["schemas"]["ForwardEvent"];
    };
    ReportEvent: {
      saved_report_id: number;
      name: string;
      user_id: string;
      affiliate_id: number | null;
      advertiser_id: number | null;
      from: string;
      to: string;
      path: string;
      is_test?: boolean;
    };
    ReportReadyBody: {
      /** @constant */
      type: "report.ready";
      timestamp: string;
      data: components["schemas"]["ReportEvent"];
    };
    ReportBrokenBody: {
      /** @constant */
      type: "report.broken";
      timestamp: string;
      data: components["schemas"]["IncidentEvent"];
    };
  };
  responses: {
    default: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type TakenPostback = components["schemas"]["TakenPostback"];
export type PlatformAnswer = components["schemas"]["PlatformAnswer"];
export type InstallReport = components["schemas"]["InstallReport"];
export type TakenInstall = components["schemas"]["TakenInstall"];
export type Job = components["schemas"]["Job"];
export type Task = components["schemas"]["Task"];
export type SecondStepNeeded = components["schemas"]["SecondStepNeeded"];
export type Role = components["schemas"]["Role"];
export type User = components["schemas"]["User"];
export type Principal = components["schemas"]["Principal"];
export type Me = components["schemas"]["Me"];
export type Session = components["schemas"]["Session"];
export type NewSecondStep = components["schemas"]["NewSecondStep"];
export type RecoveryCodes = components["schemas"]["RecoveryCodes"];
export type Token = components["schemas"]["Token"];
export type NewToken = components["schemas"]["NewToken"];
export type NewPasswordReset = components["schemas"]["NewPasswordReset"];
export type Invitation = components["schemas"]["Invitation"];
export type NewInvitation = components["schemas"]["NewInvitation"];
export type AuditLine = components["schemas"]["AuditLine"];
export type NotificationChoices = components["schemas"]["NotificationChoices"];
export type MoneyRule = components["schemas"]["MoneyRule"];
export type PayoutTiers = components["schemas"]["PayoutTiers"];
export type Offer = components["schemas"]["Offer"];
export type Link = components["schemas"]["Link"];
export type TargetingRules = components["schemas"]["TargetingRules"];
export type Goal = components["schemas"]["Goal"];
export type Campaign = components["schemas"]["Campaign"];
export type Cap = components["schemas"]["Cap"];
export type Advertiser = components["schemas"]["Advertiser"];
export type Affiliate = components["schemas"]["Affiliate"];
export type Targeting = components["schemas"]["Targeting"];
export type TrafficRule = components["schemas"]["TrafficRule"];
export type Effective = components["schemas"]["Effective"];
export type Destination = components["schemas"]["Destination"];
export type Approval = components["schemas"]["Approval"];
export type Skan = components["schemas"]["Skan"];
export type App = components["schemas"]["App"];
export type Domain = components["schemas"]["Domain"];
export type GoalPayout = components["schemas"]["GoalPayout"];
export type ClickPrice = components["schemas"]["ClickPrice"];
export type Bell = components["schemas"]["Bell"];
export type Incident = components["schemas"]["Incident"];
export type SignUpQuestions = components["schemas"]["SignUpQuestions"];
export type Application = components["schemas"]["Application"];
export type ApprovedApplication = components["schemas"]["ApprovedApplication"];
export type ClickVerdict = components["schemas"]["ClickVerdict"];
export type Click = components["schemas"]["Click"];
export type ClickSummary = components["schemas"]["ClickSummary"];
export type VerdictDetail = components["schemas"]["VerdictDetail"];
export type ClickWithConversions =
  components["schemas"]["ClickWithConversions"];
export type UnresolvedLink = components["schemas"]["UnresolvedLink"];
export type MadeClick = components["schemas"]["MadeClick"];
export type TriedClick = components["schemas"]["TriedClick"];
export type NextPayment = components["schemas"]["NextPayment"];
export type AffiliateBalance = components["schemas"]["AffiliateBalance"];
export type AffiliateEntry = components["schemas"]["AffiliateEntry"];
export type AffiliateEntryWithHistory =
  components["schemas"]["AffiliateEntryWithHistory"];
export type AccountBalances = components["schemas"]["AccountBalances"];
export type LedgerEntry = components["schemas"]["LedgerEntry"];
export type LedgerEntryWithOrigins =
  components["schemas"]["LedgerEntryWithOrigins"];
export type LedgerCheck = components["schemas"]["LedgerCheck"];
export type ReleasedHold = components["schemas"]["ReleasedHold"];
export type Period = components["schemas"]["Period"];
export type FxRate = components["schemas"]["FxRate"];
export type FxRates = components["schemas"]["FxRates"];
export type ClickDay = components["schemas"]["ClickDay"];
export type PaymentState = components["schemas"]["PaymentState"];
export type Payment = components["schemas"]["Payment"];
export type SettledEntry = components["schemas"]["SettledEntry"];
export type PaymentWithEntries = components["schemas"]["PaymentWithEntries"];
export type PaymentDetails = components["schemas"]["PaymentDetails"];
export type PaymentRun = components["schemas"]["PaymentRun"];
export type PaymentRunResult = components["schemas"]["PaymentRunResult"];
export type SepaCheck = components["schemas"]["SepaCheck"];
export type PaymentOutcome = components["schemas"]["PaymentOutcome"];
export type InvoiceState = components["schemas"]["InvoiceState"];
export type Invoice = components["schemas"]["Invoice"];
export type InvoiceWithLines = components["schemas"]["InvoiceWithLines"];
export type RiskRule = components["schemas"]["RiskRule"];
export type RiskSummary = components["schemas"]["RiskSummary"];
export type RiskCodePrecision = components["schemas"]["RiskCodePrecision"];
export type RiskThresholdProposal =
  components["schemas"]["RiskThresholdProposal"];
export type RiskDecision = components["schemas"]["RiskDecision"];
export type RiskPicture = components["schemas"]["RiskPicture"];
export type AffiliateMoney = components["schemas"]["AffiliateMoney"];
export type AdvertiserMoney = components["schemas"]["AdvertiserMoney"];
export type RiskDecisionMade = components["schemas"]["RiskDecisionMade"];
export type RiskHeld = components["schemas"]["RiskHeld"];
export type ConversionStatus = components["schemas"]["ConversionStatus"];
export type Install = components["schemas"]["Install"];
export type Conversion = components["schemas"]["Conversion"];
export type RiskReason = components["schemas"]["RiskReason"];
export type ConversionRisk = components["schemas"]["ConversionRisk"];
export type ConversionPostback = components["schemas"]["ConversionPostback"];
export type ConversionWithHistory =
  components["schemas"]["ConversionWithHistory"];
export type ConversionPosition = components["schemas"]["ConversionPosition"];
export type ConversionDryRun = components["schemas"]["ConversionDryRun"];
export type BulkChange = components["schemas"]["BulkChange"];
export type ConversionRule = components["schemas"]["ConversionRule"];
export type BackfillReport = components["schemas"]["BackfillReport"];
export type BackfillWindow = components["schemas"]["BackfillWindow"];
export type Forward = components["schemas"]["Forward"];
export type NewEndpoint = components["schemas"]["NewEndpoint"];
export type EndpointPreset = components["schemas"]["EndpointPreset"];
export type Endpoint = components["schemas"]["Endpoint"];
export type NewEndpointSecret = components["schemas"]["NewEndpointSecret"];
export type EndpointTest = components["schemas"]["EndpointTest"];
export type Webhook = components["schemas"]["Webhook"];
export type NewWebhook = components["schemas"]["NewWebhook"];
export type WebhookDelivery = components["schemas"]["WebhookDelivery"];
export type WebhookDeliveryWithTries =
  components["schemas"]["WebhookDeliveryWithTries"];
export type DeliveryState = components["schemas"]["DeliveryState"];
export type Delivery = components["schemas"]["Delivery"];
export type DeliveryWithAttempts =
  components["schemas"]["DeliveryWithAttempts"];
export type DeliveryReplay = components["schemas"]["DeliveryReplay"];
export type Source = components["schemas"]["Source"];
export type NewSourceSecret = components["schemas"]["NewSourceSecret"];
export type SourceWithToken = components["schemas"]["SourceWithToken"];
export type SheetLink = components["schemas"]["SheetLink"];
export type NewSheetLink = components["schemas"]["NewSheetLink"];
export type SourceSheet = components["schemas"]["SourceSheet"];
export type SourceHealth = components["schemas"]["SourceHealth"];
export type Postback = components["schemas"]["Postback"];
export type PostbackSummary = components["schemas"]["PostbackSummary"];
export type PostbackWithTrace = components["schemas"]["PostbackWithTrace"];
export type ReplayedPostbacks = components["schemas"]["ReplayedPostbacks"];
export type PostbackReplay = components["schemas"]["PostbackReplay"];
export type ReplayedPostback = components["schemas"]["ReplayedPostback"];
export type TriedPostback = components["schemas"]["TriedPostback"];
export type SourceTest = components["schemas"]["SourceTest"];
export type StatementMapping = components["schemas"]["StatementMapping"];
export type Frame = components["schemas"]["Frame"];
export type ReconciliationStatus =
  components["schemas"]["ReconciliationStatus"];
export type Reconciliation = components["schemas"]["Reconciliation"];
export type StatementRow = components["schemas"]["StatementRow"];
export type BreakClass = components["schemas"]["BreakClass"];
export type Break = components["schemas"]["Break"];
export type ConfirmedFrame = components["schemas"]["ConfirmedFrame"];
export type Tolerance = components["schemas"]["Tolerance"];
export type MissingStatement = components["schemas"]["MissingStatement"];
export type Batch = components["schemas"]["Batch"];
export type ReconciliationReport =
  components["schemas"]["ReconciliationReport"];
export type InvoiceDifference = components["schemas"]["InvoiceDifference"];
export type ActionOutcome = components["schemas"]["ActionOutcome"];
export type AppliedBatch = components["schemas"]["AppliedBatch"];
export type Action = components["schemas"]["Action"];
export type UndoneBatch = components["schemas"]["UndoneBatch"];
export type Import = components["schemas"]["Import"];
export type ImportRow = components["schemas"]["ImportRow"];
export type MoveRow = components["schemas"]["MoveRow"];
export type Move = components["schemas"]["Move"];
export type ListedMove = components["schemas"]["ListedMove"];
export type ShadowExport = components["schemas"]["ShadowExport"];
export type ShadowSummaryRow = components["schemas"]["ShadowSummaryRow"];
export type ShadowItem = components["schemas"]["ShadowItem"];
export type ReportRow = components["schemas"]["ReportRow"];
export type ReportFigures = components["schemas"]["ReportFigures"];
export type Report = components["schemas"]["Report"];
export type ClickDiscrepancy = components["schemas"]["ClickDiscrepancy"];
export type ConversionDiscrepancy =
  components["schemas"]["ConversionDiscrepancy"];
export type Discrepancy = components["schemas"]["Discrepancy"];
export type SavedReport = components["schemas"]["SavedReport"];
export type TraceEvidence = components["schemas"]["TraceEvidence"];
export type Trace = components["schemas"]["Trace"];
export type Problem = components["schemas"]["Problem"];
export type ConversionEvent = components["schemas"]["ConversionEvent"];
export type ConversionRecordedBody =
  components["schemas"]["ConversionRecordedBody"];
export type ConversionChangedBody =
  components["schemas"]["ConversionChangedBody"];
export type PaymentEvent = components["schemas"]["PaymentEvent"];
export type PaymentClosedBody = components["schemas"]["PaymentClosedBody"];
export type PaymentPaidBody = components["schemas"]["PaymentPaidBody"];
export type InvoiceEvent = components["schemas"]["InvoiceEvent"];
export type InvoiceCreatedBody = components["schemas"]["InvoiceCreatedBody"];
export type ApplicationEvent = components["schemas"]["ApplicationEvent"];
export type AffiliateAppliedBody =
  components["schemas"]["AffiliateAppliedBody"];
export type OfferEvent = components["schemas"]["OfferEvent"];
export type OfferChangedBody = components["schemas"]["OfferChangedBody"];
export type EndpointEvent = components["schemas"]["EndpointEvent"];
export type EndpointSwitchedOffBody =
  components["schemas"]["EndpointSwitchedOffBody"];
export type IncidentEvent = components["schemas"]["IncidentEvent"];
export type EndpointFailingBody = components["schemas"]["EndpointFailingBody"];
export type SourceSilentBody = components["schemas"]["SourceSilentBody"];
export type RefusalsRisingBody = components["schemas"]["RefusalsRisingBody"];
export type CapNearBody = components["schemas"]["CapNearBody"];
export type CapReachedBody = components["schemas"]["CapReachedBody"];
export type CampaignEvent = components["schemas"]["CampaignEvent"];
export type CampaignPausedBody = components["schemas"]["CampaignPausedBody"];
export type RiskEvent = components["schemas"]["RiskEvent"];
export type RiskHeldBody = components["schemas"]["RiskHeldBody"];
export type StatementMissingBody =
  components["schemas"]["StatementMissingBody"];
export type LedgerBrokenBody = components["schemas"]["LedgerBrokenBody"];
export type ForwardEvent = components["schemas"]["ForwardEvent"];
export type ForwardStoppedBody = components["schemas"]["ForwardStoppedBody"];
export type ReportEvent = components["schemas"]["ReportEvent"];
export type ReportReadyBody = components["schemas"]["ReportReadyBody"];
export type ReportBrokenBody = components["schemas"]["ReportBrokenBody"];
export type ResponseDefault = components["responses"]["default"];
export type $defs = Record<string, never>;
export interface operations {
  getHealthz: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            alive: boolean;
            version: string;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReadyz: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            ready: boolean;
            degraded: string[];
            problems: {
              code: string;
              since: string;
              detail: string;
            }[];
            database: string;
            public_url?: string;
            journal: {
              bytes: number;
              bytes_max: number;
              drain_lag_bytes: number;
              set_aside: number;
              clicks_not_stored: number;
              postbacks_queued: number;
            };
            postbacks: {
              limited: number;
            };
            proxies: {
              untrusted: number;
            };
            ledger?: string;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMetrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": string;
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getV1Postback: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postV1Postback: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getV1Install: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["InstallReport"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TakenInstall"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TakenInstall"];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TakenInstall"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postV1Install: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["InstallReport"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TakenInstall"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TakenInstall"];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TakenInstall"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getV1Skan: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postV1Skan: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getV1Aak: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postV1Aak: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getWellKnownSkadnetworkReportAttribution: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postWellKnownSkadnetworkReportAttribution: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getWellKnownAppattributionReportAttribution: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postWellKnownAppattributionReportAttribution: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["TakenPostback"]
            | components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAffLsr: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAffLsr: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPAshx: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPAshx: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTrackConv: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postTrackConv: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTrackConvChange: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postTrackConvChange: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTrackConvAddchange: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postTrackConvAddchange: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTrackLead: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postTrackLead: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTrackSale: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postTrackSale: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getClickPhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postClickPhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getClick: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postClick: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getScriptsSalePhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postScriptsSalePhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getConversionXid: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postConversionXid: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTracking202StaticGpbPhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postTracking202StaticGpbPhp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getV1PostbackByKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postV1PostbackByKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getV1AppStoreByKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postV1AppStoreByKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getV1PlayByKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postV1PlayByKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getV1PixelByKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "image/gif": string;
        };
      };
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postV1PixelByKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "image/gif": string;
        };
      };
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPostback: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPostback: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getByKeyPostback: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postByKeyPostback: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getConversionAny: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        rest: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postConversionAny: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        rest: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAdvertisersBySidConversions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        sid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAdvertisersBySidConversions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        sid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getRoot: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postRoot: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          [key: string]: string;
        };
        "application/json": {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlatformAnswer"];
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getV1TestReceiver: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": string;
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postV1TestReceiver: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": string;
          "text/plain": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getWellKnownAppleAppSiteAssociation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            applinks: {
              details: {
                appIDs: string[];
                components: {
                  "/": string;
                }[];
              }[];
            };
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getWellKnownAssetlinksJson: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            relation: string[];
            target: {
              namespace: string;
              package_name: string;
              sha256_cert_fingerprints: string[];
            };
          }[];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getJobs: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "position"
          | "-position"
          | "name"
          | "-name"
          | "last_run_at"
          | "-last_run_at"
          | "next_run_at"
          | "-next_run_at";
        q?: string;
        name?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Job"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postJobsByNameRun: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            id: string;
            name: string;
            state: string;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTasks: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "started_at"
          | "-started_at"
          | "finished_at"
          | "-finished_at";
        q?: string;
        name?: string;
        key?: string;
        state?: "waiting" | "running" | "done" | "failed" | "cancelled";
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Task"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTasksById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postTasksByIdCancel: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postTasksByIdResume: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Principal"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          email: string;
          password: string;
          totp?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SecondStepNeeded"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postSessionSecondStep: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          ticket: string;
          totp: string;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Me"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postSessionPassword: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          current: string;
          new: string;
        };
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getSessions: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "last_seen_at"
          | "-last_seen_at";
        q?: string;
        user_id?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Session"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteSessions: {
    parameters: {
      query?: {
        user_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getSessionsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Session"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteSessionsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postSessionTotp: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          password: string;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewSecondStep"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postSessionTotpConfirm: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          code: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RecoveryCodes"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postSessionTotpRemove: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          code: string;
        };
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteUsersByIdTotp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postSetup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          token: string;
          email: string;
          name?: string | null;
          password: string;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postInvitationsAccept: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          token: string;
          name?: string | null;
          password: string;
          email?: string;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPasswordResets: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          token: string;
          password: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTokens: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at"
          | "expires_at"
          | "-expires_at"
          | "last_used_at"
          | "-last_used_at";
        q?: string;
        name?: string;
        role?: "admin" | "manager" | "affiliate" | "advertiser";
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        user_id?: string;
        revoked?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Token"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postTokens: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          /** @enum {string} */
          role?: "admin" | "manager" | "affiliate" | "advertiser";
          affiliate_id?: number | null | string;
          advertiser_id?: number | null | string;
          affiliate_ids?: number[] | null;
          advertiser_ids?: number[] | null;
          user_id?: string;
          scopes?: string[];
          expires_at?: string;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewToken"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTokensById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Token"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteTokensById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Token"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getUsers: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "email"
          | "-email"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at";
        q?: string;
        email?: string;
        role?: "admin" | "manager" | "affiliate" | "advertiser";
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        disabled?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["User"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postUsers: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          email: string;
          password: string;
          name?: string | null;
          /** @enum {string} */
          role: "admin" | "manager" | "affiliate" | "advertiser";
          affiliate_id?: number | null | string;
          advertiser_id?: number | null | string;
          affiliate_ids?: number[] | null;
          advertiser_ids?: number[] | null;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getUsersById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteUsersById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeUsersById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string | null;
          /** @enum {string} */
          role?: "admin" | "manager" | "affiliate" | "advertiser";
          affiliate_id?: number | null | string;
          advertiser_id?: number | null | string;
          affiliate_ids?: number[] | null;
          advertiser_ids?: number[] | null;
          disabled?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postUsersByIdReset: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewPasswordReset"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getInvitations: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "email"
          | "-email"
          | "created_at"
          | "-created_at"
          | "expires_at"
          | "-expires_at";
        q?: string;
        email?: string;
        role?: "admin" | "manager" | "affiliate" | "advertiser";
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        user_id?: string;
        accepted?: boolean;
        revoked?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Invitation"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postInvitations: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          email: string;
          /** @enum {string} */
          role: "admin" | "manager" | "affiliate" | "advertiser";
          affiliate_id?: number | null | string;
          advertiser_id?: number | null | string;
          affiliate_ids?: number[] | null;
          advertiser_ids?: number[] | null;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewInvitation"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getInvitationsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invitation"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteInvitationsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invitation"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAudit: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "at" | "-at";
        q?: string;
        kind?: "user" | "token" | "job" | "command" | "guest" | "system";
        user_id?: string;
        token_id?: string;
        session_id?: string;
        job?: string;
        task_id?: string;
        role?: "admin" | "manager" | "affiliate" | "advertiser";
        actor_affiliate_id?: number;
        actor_advertiser_id?: number;
        via?: string;
        address?: string;
        request_id?: string;
        action?: "created" | "changed" | "deleted" | "retried" | "replayed";
        resource?:
          | "adjustments"
          | "advertisers"
          | "affiliates"
          | "applications"
          | "backfill-windows"
          | "bells"
          | "breaks"
          | "campaign-affiliates"
          | "campaigns"
          | "caps"
          | "click-keys"
          | "click-prices"
          | "conversion-rules"
          | "conversions"
          | "deliveries"
          | "destinations"
          | "domains"
          | "endpoints"
          | "forwards"
          | "fx-rates"
          | "goals"
          | "invitations"
          | "invoice-receipts"
          | "invoices"
          | "links"
          | "moves"
          | "notifications"
          | "payment-details"
          | "payment-runs"
          | "payments"
          | "payouts"
          | "periods"
          | "personal-data"
          | "postbacks"
          | "reconciliation-batches"
          | "reconciliations"
          | "released-holds"
          | "resets"
          | "risk-decisions"
          | "risk-rules"
          | "saved-reports"
          | "second-steps"
          | "sessions"
          | "shadow-exports"
          | "sheet-links"
          | "sign-up-questions"
          | "smart-targets"
          | "sources"
          | "statement-mappings"
          | "statements"
          | "tasks"
          | "tokens"
          | "tolerances"
          | "traffic-rules"
          | "users"
          | "webhooks";
        resource_id?: string;
        campaign_id?: number | string;
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["AuditLine"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAuditById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuditLine"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMeNotifications: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NotificationChoices"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceMeNotifications: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          events: {
            [key: string]: boolean;
          };
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NotificationChoices"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getOffers: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "campaign_id"
          | "-campaign_id"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at"
          | "ends_at"
          | "-ends_at";
        q?: string;
        affiliate_id?: number | string;
        campaign_id?: number | string;
        status?: "none" | "applied" | "approved" | "refused" | "blocked";
        visibility?: "public" | "request" | "private";
        currency?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Offer"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getOffersById: {
    parameters: {
      query?: {
        affiliate_id?: number | string;
      };
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Offer"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postOffersByIdApply: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | string;
          answers?: {
            [key: string]: string;
          };
          accepted_terms_version?: string | null;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Offer"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postOffersByIdAcceptTerms: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | string;
          accepted_terms_version: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Offer"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getLinks: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "slug"
          | "-slug"
          | "created_at"
          | "-created_at"
          | "external_id"
          | "-external_id";
        q?: string;
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        campaign_id?: number | string;
        external_id?: string;
        slug?: string;
        kind?: "plain" | "smart";
        paused?: boolean;
        archived?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Link"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postLinks: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | string;
          smart?: {
            campaign_id: number | string;
            weight?: number;
            rules?: {
              countries?: string[];
              devices?: (
                "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
              )[];
              os?: (
                | "windows"
                | "macos"
                | "ios"
                | "android"
                | "linux"
                | "chromeos"
                | "other"
              )[];
            };
          }[];
          affiliate_id: number | string;
          subs?: {
            [key: string]: string;
          };
          external_id?: string | null;
          fallback_url?: string | null;
          deep_link?: string | null;
          param_names?: {
            [key: string]: string;
          };
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Link"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getLinksById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Link"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceLinksById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | string;
          smart?: {
            campaign_id: number | string;
            weight?: number;
            rules?: {
              countries?: string[];
              devices?: (
                "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
              )[];
              os?: (
                | "windows"
                | "macos"
                | "ios"
                | "android"
                | "linux"
                | "chromeos"
                | "other"
              )[];
            };
          }[];
          affiliate_id: number | string;
          subs?: {
            [key: string]: string;
          };
          external_id?: string | null;
          fallback_url?: string | null;
          deep_link?: string | null;
          param_names?: {
            [key: string]: string;
          };
          paused?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Link"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteLinksById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeLinksById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          paused?: boolean;
          /** @constant */
          archived?: false;
          external_id?: string | null;
          fallback_url?: string | null;
          deep_link?: string | null;
          param_names?: {
            [key: string]: string;
          };
          smart?: {
            campaign_id: number | string;
            weight?: number;
            rules?: {
              countries?: string[];
              devices?: (
                "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
              )[];
              os?: (
                | "windows"
                | "macos"
                | "ios"
                | "android"
                | "linux"
                | "chromeos"
                | "other"
              )[];
            };
          }[];
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Link"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getLinksByIdQr: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "image/svg+xml": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaigns: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at"
          | "external_id"
          | "-external_id"
          | "starts_at"
          | "-starts_at"
          | "ends_at"
          | "-ends_at";
        id?: number | string;
        q?: string;
        advertiser_id?: number | string;
        external_id?: string;
        name?: string;
        currency?: string;
        payout_currency?: string;
        status?: "draft" | "active" | "paused" | "archived";
        visibility?: "public" | "request" | "private";
        over_cap?: "reject" | "pending" | "unpaid" | "accept";
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Campaign"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postCampaigns: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          destination_url: string;
          click_param?: string;
          /** @enum {string} */
          status?: "draft" | "active" | "paused" | "archived";
          starts_at?: string | null;
          ends_at?: string | null;
          lookback_days?: number;
          backfill_days?: number;
          min_seconds_to_convert?: number;
          fallback_url?: string | null;
          timezone?: string | null;
          /** @enum {string} */
          visibility?: "public" | "request" | "private";
          pass_query?: boolean;
          asks_consent?: boolean;
          deep_link_hosts?: string[];
          description?: string | null;
          terms?: string | null;
          creatives?: {
            name: string;
            /** @enum {string} */
            kind: "image" | "video" | "text" | "landing" | "file";
            url: string;
          }[];
          /** @enum {string} */
          over_cap?: "reject" | "pending" | "unpaid" | "accept";
          /** @enum {string} */
          over?: "reject" | "pending" | "unpaid" | "accept";
          allow_payout_above_revenue?: boolean;
          payout_currency?: string | null;
          fx_spread_percent?: string;
          share_amount?: boolean;
          show_advertiser?: boolean;
          shadow?: boolean;
          advertiser_id: number | string;
          currency: string;
          goals: {
            key: string;
            name?: string;
            default?: boolean;
            /** @enum {string} */
            dedupe?: "order" | "click" | "every";
            /** @enum {string} */
            default_status?: "approved" | "pending";
            lookback_days?: number | null;
            after?: string | null;
            max_per_click?: number | null;
            /** @enum {string} */
            fixed_on_refund?: "keep" | "prorate";
            auto_approve_days?: number | null;
            hold_days?: number;
            revenue:
              | {
                  /** @constant */
                  type: "fixed";
                  amount: string;
                }
              | {
                  /** @constant */
                  type: "percent";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "percent_of_revenue";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "fixed_plus_percent";
                  amount: string;
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "as_sent";
                }
              | {
                  /** @constant */
                  type: "none";
                };
            payout:
              | {
                  /** @constant */
                  type: "fixed";
                  amount: string;
                }
              | {
                  /** @constant */
                  type: "percent";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "percent_of_revenue";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "fixed_plus_percent";
                  amount: string;
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "as_sent";
                }
              | {
                  /** @constant */
                  type: "none";
                };
          }[];
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceCampaignsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          destination_url: string;
          click_param?: string;
          /** @enum {string} */
          status?: "draft" | "active" | "paused" | "archived";
          starts_at?: string | null;
          ends_at?: string | null;
          lookback_days?: number;
          backfill_days?: number;
          min_seconds_to_convert?: number;
          fallback_url?: string | null;
          timezone?: string | null;
          /** @enum {string} */
          visibility?: "public" | "request" | "private";
          pass_query?: boolean;
          asks_consent?: boolean;
          deep_link_hosts?: string[];
          description?: string | null;
          terms?: string | null;
          creatives?: {
            name: string;
            /** @enum {string} */
            kind: "image" | "video" | "text" | "landing" | "file";
            url: string;
          }[];
          /** @enum {string} */
          over_cap?: "reject" | "pending" | "unpaid" | "accept";
          allow_payout_above_revenue?: boolean;
          payout_currency?: string | null;
          fx_spread_percent?: string;
          share_amount?: boolean;
          show_advertiser?: boolean;
          shadow?: boolean;
          advertiser_id: number | string;
          currency: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteCampaignsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeCampaignsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string;
          external_id?: string | null;
          destination_url?: string;
          click_param?: string;
          /** @enum {string} */
          status?: "draft" | "active" | "paused" | "archived";
          starts_at?: string | null;
          ends_at?: string | null;
          lookback_days?: number;
          backfill_days?: number;
          min_seconds_to_convert?: number;
          fallback_url?: string | null;
          timezone?: string | null;
          /** @enum {string} */
          visibility?: "public" | "request" | "private";
          pass_query?: boolean;
          asks_consent?: boolean;
          deep_link_hosts?: string[];
          description?: string | null;
          terms?: string | null;
          creatives?: {
            name: string;
            /** @enum {string} */
            kind: "image" | "video" | "text" | "landing" | "file";
            url: string;
          }[];
          /** @enum {string} */
          over_cap?: "reject" | "pending" | "unpaid" | "accept";
          /** @enum {string} */
          over?: "reject" | "pending" | "unpaid" | "accept";
          allow_payout_above_revenue?: boolean;
          payout_currency?: string | null;
          fx_spread_percent?: string;
          share_amount?: boolean;
          show_advertiser?: boolean;
          shadow?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdGoals: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "position" | "-position" | "key" | "-key" | "name" | "-name";
        q?: string;
        dedupe?: "order" | "click" | "every";
        default_status?: "approved" | "pending";
        default?: boolean;
        fixed_on_refund?: "keep" | "prorate";
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Goal"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postCampaignsByIdGoals: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          key: string;
          name?: string;
          default?: boolean;
          /** @enum {string} */
          dedupe?: "order" | "click" | "every";
          /** @enum {string} */
          default_status?: "approved" | "pending";
          lookback_days?: number | null;
          after?: string | null;
          max_per_click?: number | null;
          /** @enum {string} */
          fixed_on_refund?: "keep" | "prorate";
          auto_approve_days?: number | null;
          hold_days?: number;
          revenue:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
          payout:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Goal"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdGoalsByKey: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Goal"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceCampaignsByIdGoalsByKey: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          key: string;
          name: string;
          default?: boolean;
          /** @enum {string} */
          dedupe?: "order" | "click" | "every";
          /** @enum {string} */
          default_status?: "approved" | "pending";
          lookback_days?: number | null;
          after?: string | null;
          max_per_click?: number | null;
          /** @enum {string} */
          fixed_on_refund?: "keep" | "prorate";
          auto_approve_days?: number | null;
          hold_days?: number;
          revenue:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
          payout:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Goal"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteCampaignsByIdGoalsByKey: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeCampaignsByIdGoalsByKey: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string;
          default?: boolean;
          /** @enum {string} */
          dedupe?: "order" | "click" | "every";
          /** @enum {string} */
          default_status?: "approved" | "pending";
          lookback_days?: number | null;
          after?: string | null;
          max_per_click?: number | null;
          /** @enum {string} */
          fixed_on_refund?: "keep" | "prorate";
          auto_approve_days?: number | null;
          hold_days?: number;
          revenue?:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
          payout?:
            | {
                /** @constant */
                type: "fixed";
                amount: string;
              }
            | {
                /** @constant */
                type: "percent";
                percent: string;
              }
            | {
                /** @constant */
                type: "percent_of_revenue";
                percent: string;
              }
            | {
                /** @constant */
                type: "fixed_plus_percent";
                amount: string;
                percent: string;
              }
            | {
                /** @constant */
                type: "as_sent";
              }
            | {
                /** @constant */
                type: "none";
              };
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Goal"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdCaps: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "created_at" | "-created_at";
        affiliate_id?: number | string;
        goal_key?: string;
        sub_name?:
          | "source"
          | "sub1"
          | "sub2"
          | "sub3"
          | "sub4"
          | "sub5"
          | "sub6"
          | "sub7"
          | "sub8"
          | "sub9"
          | "sub10";
        metric?: "clicks" | "conversions" | "revenue" | "payout";
        period?: "day" | "month" | "total";
        over?: "fallback" | "unpaid" | "accept";
        shown_to_advertiser?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Cap"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postCampaignsByIdCaps: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | null | string;
          goal_key?: string | null;
          goal?: string | null;
          sub_name?: string | null;
          sub_value?: string | null;
          /** @enum {string} */
          metric: "clicks" | "conversions" | "revenue" | "payout";
          /** @enum {string} */
          period: "day" | "month" | "total";
          limit: number | string;
          /** @enum {string} */
          over?: "fallback" | "unpaid" | "accept";
          /** @enum {string} */
          over_cap?: "fallback" | "unpaid" | "accept";
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Cap"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdCapsByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Cap"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceCampaignsByIdCapsByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | null | string;
          goal_key?: string | null;
          sub_name?: string | null;
          sub_value?: string | null;
          /** @enum {string} */
          metric: "clicks" | "conversions" | "revenue" | "payout";
          /** @enum {string} */
          period: "day" | "month" | "total";
          limit: number | string;
          /** @enum {string} */
          over?: "fallback" | "unpaid" | "accept";
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Cap"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteCampaignsByIdCapsByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeCampaignsByIdCapsByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          limit?: number | string;
          /** @enum {string} */
          over?: "fallback" | "unpaid" | "accept";
          /** @enum {string} */
          over_cap?: "fallback" | "unpaid" | "accept";
          /** @enum {string} */
          period?: "day" | "month" | "total";
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Cap"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAdvertisers: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at"
          | "external_id"
          | "-external_id";
        id?: number | string;
        q?: string;
        external_id?: string;
        name?: string;
        currency?: string;
        plain_postback?: "accept" | "pending" | "refuse";
        tax_id?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Advertiser"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAdvertisers: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          /** @enum {string} */
          plain_postback?: "accept" | "pending" | "refuse";
          currency?: string | null;
          timezone?: string | null;
          terms_days?: number;
          tax_id?: string | null;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Advertiser"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAdvertisersById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Advertiser"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceAdvertisersById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          /** @enum {string} */
          plain_postback?: "accept" | "pending" | "refuse";
          currency?: string | null;
          timezone?: string | null;
          terms_days?: number;
          tax_id?: string | null;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Advertiser"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteAdvertisersById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeAdvertisersById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string;
          external_id?: string | null;
          /** @enum {string} */
          plain_postback?: "accept" | "pending" | "refuse";
          currency?: string | null;
          timezone?: string | null;
          terms_days?: number;
          tax_id?: string | null;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Advertiser"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAffiliates: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at"
          | "external_id"
          | "-external_id"
          | "email"
          | "-email"
          | "status"
          | "-status";
        id?: number | string;
        q?: string;
        external_id?: string;
        name?: string;
        email?: string;
        status?: "pending" | "active" | "paused" | "blocked";
        payout_currency?: string;
        payment_hold?: boolean;
        tax_id?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Affiliate"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAffiliates: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          email?: string | null;
          /** @enum {string} */
          status?: "pending" | "active" | "paused" | "blocked";
          param_names?: {
            [key: string]: string;
          };
          timezone?: string | null;
          payout_currency?: string | null;
          min_payout?: string | null;
          schedule?:
            ("weekly" | "biweekly" | "monthly" | "net15" | "net30") | null;
          payment_method?: string | null;
          payment_details?: {
            [key: string]: string;
          } | null;
          tax_id?: string | null;
          payment_hold?: boolean;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Affiliate"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAffiliatesById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Affiliate"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceAffiliatesById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          external_id?: string | null;
          email?: string | null;
          /** @enum {string} */
          status?: "pending" | "active" | "paused" | "blocked";
          param_names?: {
            [key: string]: string;
          };
          timezone?: string | null;
          payout_currency?: string | null;
          min_payout?: string | null;
          schedule?:
            ("weekly" | "biweekly" | "monthly" | "net15" | "net30") | null;
          payment_method?: string | null;
          payment_details?: {
            [key: string]: string;
          } | null;
          tax_id?: string | null;
          payment_hold?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Affiliate"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteAffiliatesById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeAffiliatesById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string;
          external_id?: string | null;
          email?: string | null;
          /** @enum {string} */
          status?: "pending" | "active" | "paused" | "blocked";
          param_names?: {
            [key: string]: string;
          };
          timezone?: string | null;
          payout_currency?: string | null;
          min_payout?: string | null;
          schedule?:
            ("weekly" | "biweekly" | "monthly" | "net15" | "net30") | null;
          payment_method?: string | null;
          payment_details?: {
            [key: string]: string;
          } | null;
          tax_id?: string | null;
          payment_hold?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Affiliate"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdTargeting: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Targeting"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceCampaignsByIdTargeting: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          countries?: {
            allow?: string[];
            deny?: string[];
          };
          devices?: {
            allow?: (
              "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
            )[];
            deny?: ("desktop" | "mobile" | "tablet" | "tv" | "bot" | "other")[];
          };
          os?: {
            allow?: (
              | "windows"
              | "macos"
              | "ios"
              | "android"
              | "linux"
              | "chromeos"
              | "other"
            )[];
            deny?: (
              | "windows"
              | "macos"
              | "ios"
              | "android"
              | "linux"
              | "chromeos"
              | "other"
            )[];
          };
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Targeting"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdEffective: {
    parameters: {
      query?: {
        affiliate_id?: number | string;
        at?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Effective"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdDestinations: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "name"
          | "-name"
          | "created_at"
          | "-created_at"
          | "weight"
          | "-weight";
        q?: string;
        affiliate_id?: number | string;
        paused?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Destination"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postCampaignsByIdDestinations: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url: string;
          weight?: number;
          name?: string | null;
          paused?: boolean;
          os?: (
            | "windows"
            | "macos"
            | "ios"
            | "android"
            | "linux"
            | "chromeos"
            | "other"
          )[];
          affiliate_id?: number | null | string;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Destination"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdDestinationsByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Destination"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceCampaignsByIdDestinationsByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url: string;
          weight?: number;
          name?: string | null;
          paused?: boolean;
          os?: (
            | "windows"
            | "macos"
            | "ios"
            | "android"
            | "linux"
            | "chromeos"
            | "other"
          )[];
          affiliate_id?: number | null | string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Destination"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteCampaignsByIdDestinationsByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeCampaignsByIdDestinationsByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url?: string;
          weight?: number;
          name?: string | null;
          paused?: boolean;
          os?: (
            | "windows"
            | "macos"
            | "ios"
            | "android"
            | "linux"
            | "chromeos"
            | "other"
          )[];
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Destination"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdAffiliates: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "affiliate_id"
          | "-affiliate_id"
          | "created_at"
          | "-created_at"
          | "updated_at"
          | "-updated_at";
        affiliate_id?: number | string;
        status?: "applied" | "approved" | "refused" | "blocked";
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Approval"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postCampaignsByIdAffiliates: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id: number | string;
          /** @enum {string} */
          status: "applied" | "approved" | "refused" | "blocked";
          reason?: string | null;
          accepted_terms_version?: string | null;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Approval"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdAffiliatesByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Approval"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceCampaignsByIdAffiliatesByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id: number | string;
          /** @enum {string} */
          status: "applied" | "approved" | "refused" | "blocked";
          reason?: string | null;
          accepted_terms_version?: string | null;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Approval"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteCampaignsByIdAffiliatesByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeCampaignsByIdAffiliatesByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          status?: "applied" | "approved" | "refused" | "blocked";
          reason?: string | null;
          accepted_terms_version?: string | null;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Approval"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTrafficRules: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "created_at" | "-created_at";
        campaign_id?: number | string;
        affiliate_id?: number | string;
        field?:
          | "source"
          | "sub1"
          | "sub2"
          | "sub3"
          | "sub4"
          | "sub5"
          | "sub6"
          | "sub7"
          | "sub8"
          | "sub9"
          | "sub10"
          | "country"
          | "asn"
          | "referrer";
        op?: "equals" | "contains" | "starts_with" | "in";
        action?: "block" | "fallback" | "flag";
        paused?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["TrafficRule"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postTrafficRules: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | null | string;
          affiliate_id?: number | null | string;
          field: string | "country" | "asn" | "referrer";
          /** @enum {string} */
          op: "equals" | "contains" | "starts_with" | "in";
          values: string[];
          /** @enum {string} */
          action: "block" | "fallback" | "flag";
          reason?: string | null;
          paused?: boolean;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TrafficRule"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTrafficRulesById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TrafficRule"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceTrafficRulesById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | null | string;
          affiliate_id?: number | null | string;
          field: string | "country" | "asn" | "referrer";
          /** @enum {string} */
          op: "equals" | "contains" | "starts_with" | "in";
          values: string[];
          /** @enum {string} */
          action: "block" | "fallback" | "flag";
          reason?: string | null;
          paused?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TrafficRule"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteTrafficRulesById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeTrafficRulesById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          field?: string | "country" | "asn" | "referrer";
          /** @enum {string} */
          op?: "equals" | "contains" | "starts_with" | "in";
          values?: string[];
          /** @enum {string} */
          action?: "block" | "fallback" | "flag";
          reason?: string | null;
          paused?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TrafficRule"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdSkan: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Skan"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceCampaignsByIdSkan: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          app_id: number | null;
          ad_network_id?: string | null;
          source_identifiers?: (
            | string
            | {
                source_identifier: string;
                link_id?: number | null | string;
              }
          )[];
          link_id?: number | null | string;
          values?: {
            fine?: number | null;
            coarse?: ("low" | "medium" | "high") | null;
            window?: number | null;
            goal: string;
            amount?: string | null;
          }[];
          sandbox?: boolean;
          approve_after_days?: number | null;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Skan"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdApp: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["App"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceCampaignsByIdApp: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          ios?: {
            team_id: string;
            bundle_id: string;
          } | null;
          android?: {
            package: string;
            sha256_fingerprints: string[];
          } | null;
          install_goal?: string | null;
          domains?: string[];
          paths?: string[];
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["App"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getDomains: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "host" | "-host" | "created_at" | "-created_at";
        q?: string;
        host?: string;
        is_default?: boolean;
        status?: "active" | "paused";
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Domain"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postDomains: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          host: string;
          fallback_url?: string | null;
          is_default?: boolean;
          /** @enum {string} */
          status?: "active" | "paused";
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Domain"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getDomainsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Domain"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteDomainsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeDomainsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          host?: string;
          fallback_url?: string | null;
          is_default?: boolean;
          /** @enum {string} */
          status?: "active" | "paused";
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Domain"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdGoalsByKeyPayouts: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "valid_from"
          | "-valid_from"
          | "valid_to"
          | "-valid_to";
        affiliate_id?: number | string;
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["GoalPayout"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postCampaignsByIdGoalsByKeyPayouts: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | null | string;
          valid_from?: string | null;
          valid_to?: string | null;
          revenue?:
            | (
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  }
              )
            | null;
          payout?:
            | (
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  }
              )
            | null;
          tiers?: {
            /** @enum {string} */
            by: "count" | "volume";
            /** @enum {string} */
            period: "day" | "month" | "total";
            steps: {
              from: string;
              payout:
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  };
            }[];
          } | null;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GoalPayout"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdGoalsByKeyPayoutsByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        key: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GoalPayout"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteCampaignsByIdGoalsByKeyPayoutsByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        key: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeCampaignsByIdGoalsByKeyPayoutsByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        key: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          valid_to?: string | null;
          revenue?:
            | (
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  }
              )
            | null;
          payout?:
            | (
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  }
              )
            | null;
          tiers?: {
            /** @enum {string} */
            by: "count" | "volume";
            /** @enum {string} */
            period: "day" | "month" | "total";
            steps: {
              from: string;
              payout:
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  };
            }[];
          } | null;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GoalPayout"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdClickPrices: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "valid_from"
          | "-valid_from"
          | "valid_to"
          | "-valid_to";
        affiliate_id?: number | string;
        model?: "cpc" | "cpm";
        counts?: "unique" | "all";
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ClickPrice"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postCampaignsByIdClickPrices: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | null | string;
          /** @enum {string} */
          model: "cpc" | "cpm";
          revenue: string;
          payout: string;
          /** @enum {string} */
          counts?: "unique" | "all";
          valid_from?: string | null;
          valid_to?: string | null;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClickPrice"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdClickPricesByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClickPrice"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteCampaignsByIdClickPricesByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeCampaignsByIdClickPricesByPart: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        part: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          valid_to: string | null;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClickPrice"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postBulkAdvertisers: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            name: string;
            external_id?: string | null;
            /** @enum {string} */
            plain_postback?: "accept" | "pending" | "refuse";
            currency?: string | null;
            timezone?: string | null;
            terms_days?: number;
            tax_id?: string | null;
          }[];
          partial?: boolean;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Advertiser"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Advertiser"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postBulkAffiliates: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            name: string;
            external_id?: string | null;
            email?: string | null;
            /** @enum {string} */
            status?: "pending" | "active" | "paused" | "blocked";
            param_names?: {
              [key: string]: string;
            };
            timezone?: string | null;
            payout_currency?: string | null;
            min_payout?: string | null;
            schedule?:
              ("weekly" | "biweekly" | "monthly" | "net15" | "net30") | null;
            payment_method?: string | null;
            payment_details?: {
              [key: string]: string;
            } | null;
            tax_id?: string | null;
            payment_hold?: boolean;
          }[];
          partial?: boolean;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Affiliate"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Affiliate"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postBulkCampaigns: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            name: string;
            external_id?: string | null;
            destination_url: string;
            click_param?: string;
            /** @enum {string} */
            status?: "draft" | "active" | "paused" | "archived";
            starts_at?: string | null;
            ends_at?: string | null;
            lookback_days?: number;
            backfill_days?: number;
            min_seconds_to_convert?: number;
            fallback_url?: string | null;
            timezone?: string | null;
            /** @enum {string} */
            visibility?: "public" | "request" | "private";
            pass_query?: boolean;
            asks_consent?: boolean;
            deep_link_hosts?: string[];
            description?: string | null;
            terms?: string | null;
            creatives?: {
              name: string;
              /** @enum {string} */
              kind: "image" | "video" | "text" | "landing" | "file";
              url: string;
            }[];
            /** @enum {string} */
            over_cap?: "reject" | "pending" | "unpaid" | "accept";
            /** @enum {string} */
            over?: "reject" | "pending" | "unpaid" | "accept";
            allow_payout_above_revenue?: boolean;
            payout_currency?: string | null;
            fx_spread_percent?: string;
            share_amount?: boolean;
            show_advertiser?: boolean;
            shadow?: boolean;
            advertiser_id: number | string;
            currency: string;
            goals: {
              key: string;
              name?: string;
              default?: boolean;
              /** @enum {string} */
              dedupe?: "order" | "click" | "every";
              /** @enum {string} */
              default_status?: "approved" | "pending";
              lookback_days?: number | null;
              after?: string | null;
              max_per_click?: number | null;
              /** @enum {string} */
              fixed_on_refund?: "keep" | "prorate";
              auto_approve_days?: number | null;
              hold_days?: number;
              revenue:
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  };
              payout:
                | {
                    /** @constant */
                    type: "fixed";
                    amount: string;
                  }
                | {
                    /** @constant */
                    type: "percent";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "percent_of_revenue";
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "fixed_plus_percent";
                    amount: string;
                    percent: string;
                  }
                | {
                    /** @constant */
                    type: "as_sent";
                  }
                | {
                    /** @constant */
                    type: "none";
                  };
            }[];
          }[];
          partial?: boolean;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Campaign"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Campaign"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postBulkGoals: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            campaign_id: number | string;
            key: string;
            name?: string;
            default?: boolean;
            /** @enum {string} */
            dedupe?: "order" | "click" | "every";
            /** @enum {string} */
            default_status?: "approved" | "pending";
            lookback_days?: number | null;
            after?: string | null;
            max_per_click?: number | null;
            /** @enum {string} */
            fixed_on_refund?: "keep" | "prorate";
            auto_approve_days?: number | null;
            hold_days?: number;
            revenue:
              | {
                  /** @constant */
                  type: "fixed";
                  amount: string;
                }
              | {
                  /** @constant */
                  type: "percent";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "percent_of_revenue";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "fixed_plus_percent";
                  amount: string;
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "as_sent";
                }
              | {
                  /** @constant */
                  type: "none";
                };
            payout:
              | {
                  /** @constant */
                  type: "fixed";
                  amount: string;
                }
              | {
                  /** @constant */
                  type: "percent";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "percent_of_revenue";
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "fixed_plus_percent";
                  amount: string;
                  percent: string;
                }
              | {
                  /** @constant */
                  type: "as_sent";
                }
              | {
                  /** @constant */
                  type: "none";
                };
          }[];
          partial?: boolean;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Goal"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Goal"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postBulkPayouts: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            campaign_id: number | string;
            goal_key?: string;
            goal?: string;
            affiliate_id?: number | null | string;
            valid_from?: string | null;
            valid_to?: string | null;
            revenue?:
              | (
                  | {
                      /** @constant */
                      type: "fixed";
                      amount: string;
                    }
                  | {
                      /** @constant */
                      type: "percent";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "percent_of_revenue";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "fixed_plus_percent";
                      amount: string;
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "as_sent";
                    }
                  | {
                      /** @constant */
                      type: "none";
                    }
                )
              | null;
            payout?:
              | (
                  | {
                      /** @constant */
                      type: "fixed";
                      amount: string;
                    }
                  | {
                      /** @constant */
                      type: "percent";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "percent_of_revenue";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "fixed_plus_percent";
                      amount: string;
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "as_sent";
                    }
                  | {
                      /** @constant */
                      type: "none";
                    }
                )
              | null;
            tiers?: {
              /** @enum {string} */
              by: "count" | "volume";
              /** @enum {string} */
              period: "day" | "month" | "total";
              steps: {
                from: string;
                payout:
                  | {
                      /** @constant */
                      type: "fixed";
                      amount: string;
                    }
                  | {
                      /** @constant */
                      type: "percent";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "percent_of_revenue";
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "fixed_plus_percent";
                      amount: string;
                      percent: string;
                    }
                  | {
                      /** @constant */
                      type: "as_sent";
                    }
                  | {
                      /** @constant */
                      type: "none";
                    };
              }[];
            } | null;
          }[];
          partial?: boolean;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["GoalPayout"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["GoalPayout"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postBulkLinks: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            campaign_id?: number | string;
            smart?: {
              campaign_id: number | string;
              weight?: number;
              rules?: {
                countries?: string[];
                devices?: (
                  "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other"
                )[];
                os?: (
                  | "windows"
                  | "macos"
                  | "ios"
                  | "android"
                  | "linux"
                  | "chromeos"
                  | "other"
                )[];
              };
            }[];
            affiliate_id: number | string;
            subs?: {
              [key: string]: string;
            };
            external_id?: string | null;
            fallback_url?: string | null;
            deep_link?: string | null;
            param_names?: {
              [key: string]: string;
            };
          }[];
          partial?: boolean;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Link"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["Link"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getBells: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "name" | "-name";
        q?: string;
        name?:
          | "source.silent"
          | "refusals.rising"
          | "endpoint.failing"
          | "cap.near"
          | "cap.reached"
          | "campaign.paused"
          | "statement.missing"
          | "ledger.broken"
          | "report.broken";
        enabled?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Bell"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getBellsByName: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Bell"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeBellsByName: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          enabled?: boolean;
          threshold?: number | null;
          window_hours?: number | null;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Bell"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getIncidents: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "opened_at" | "-opened_at";
        q?: string;
        bell?:
          | "source.silent"
          | "refusals.rising"
          | "endpoint.failing"
          | "cap.near"
          | "cap.reached"
          | "campaign.paused"
          | "statement.missing"
          | "ledger.broken"
          | "report.broken";
        state?: "open" | "over";
        open?: boolean;
        advertiser_id?: number | string;
        campaign_id?: number | string;
        affiliate_id?: number | string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Incident"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getIncidentsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Incident"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getSignUp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SignUpQuestions"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getApplications: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "email"
          | "-email"
          | "name"
          | "-name";
        q?: string;
        status?: "pending" | "approved" | "refused";
        email?: string;
        affiliate_id?: number | string;
        is_data_centre?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Application"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postApplications: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          email: string;
          name: string;
          website?: string | null;
          answers?: {
            [key: string]: string;
          };
        };
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            /** @constant */
            status: "received";
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getSignUpQuestions: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SignUpQuestions"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceSignUpQuestions: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          questions: {
            key: string;
            label: string;
            required: boolean;
          }[];
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SignUpQuestions"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getApplicationsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Application"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postApplicationsByIdApprove: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovedApplication"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postApplicationsByIdRefuse: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Application"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getV1ClickByIdClaim: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            app_account_token: string | null;
            deep_link: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getClicks: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "clicked_at" | "-clicked_at";
        campaign_id?: number | string;
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        link_id?: number | string;
        verdict?:
          | "sent"
          | "paused"
          | "not_started"
          | "ended"
          | "capped"
          | "geo"
          | "device"
          | "os"
          | "source_blocked"
          | "affiliate_blocked"
          | "not_approved"
          | "imported";
        click_id?: string;
        click_ref?: string;
        country?: string;
        ip?: string;
        source?: string;
        sub1?: string;
        pays?: boolean;
        device?: string;
        os?: string;
        browser?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Click"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postClicks: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          slug: string;
          params?: {
            [key: string]: string;
          };
          ip?: string;
          user_agent?: string;
          referrer?: string;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MadeClick"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getClicksSummary: {
    parameters: {
      query?: {
        group_by?:
          "verdict" | "code" | "source" | "campaign" | "affiliate" | "day";
        from?: string;
        to?: string;
        source_id?: string;
        advertiser_id?: string;
        campaign_id?: string;
        affiliate_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClickSummary"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getClicksById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClickWithConversions"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMovesUnresolved: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "count"
          | "-count"
          | "last_seen_at"
          | "-last_seen_at"
          | "first_seen_at"
          | "-first_seen_at";
        form?:
          | "tune"
          | "everflow"
          | "affise"
          | "cake"
          | "scaleo"
          | "post_affiliate_pro"
          | "impact"
          | "partnerize"
          | "binom"
          | "bemob"
          | "prosper202"
          | "voluum"
          | "redtrack"
          | "alias"
          | "pair";
        id?: string;
        q?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["UnresolvedLink"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteClicksByIdPersonalData: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postLinksByIdTestClick: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MadeClick"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getLinksByIdCheck: {
    parameters: {
      query?: {
        query?: string;
        ip?: string;
        user_agent?: string;
        referrer?: string;
        country?: string;
        device?: "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other";
        os?:
          | "windows"
          | "macos"
          | "ios"
          | "android"
          | "linux"
          | "chromeos"
          | "other";
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TriedClick"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postSandboxClick: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url?: string;
          slug?: string;
          query?: string;
          ip?: string;
          user_agent?: string;
          referrer?: string;
          country?: string;
          /** @enum {string} */
          device?: "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other";
          /** @enum {string} */
          os?:
            | "windows"
            | "macos"
            | "ios"
            | "android"
            | "linux"
            | "chromeos"
            | "other";
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TriedClick"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAffiliatesByIdBalance: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "currency" | "-currency";
        currency?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AffiliateBalance"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAffiliatesByIdEntries: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "booked_at" | "-booked_at";
        figure?: "pending" | "on_hold" | "payable" | "in_payments" | "paid";
        currency?: string;
        campaign_id?: number | string;
        conversion_id?: string;
        payment_id?: string;
        origin_id?: string;
        kind?: string[];
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["AffiliateEntry"][];
            next_cursor: string | null;
            totals: {
              currency: string;
              count: number;
              pending: string;
              amount: string;
              exact?: {
                pending?: string;
                amount?: string;
              };
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAffiliatesByIdEntriesByEntryId: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        entry_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AffiliateEntryWithHistory"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getLedgerAccounts: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "currency" | "-currency";
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        currency?: string;
        as_of?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AccountBalances"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getLedgerTransactions: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "booked_at" | "-booked_at";
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        campaign_id?: number | string;
        currency?: string;
        conversion_id?: string;
        origin_id?: string;
        rate_id?: number;
        goal_payout_id?: number;
        from?: string;
        to?: string;
        kind?: string[];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["LedgerEntry"][];
            next_cursor: string | null;
            totals: {
              currency: string;
              receivable_pending: string;
              receivable: string;
              payable_pending: string;
              payable: string;
              margin_pending: string;
              margin: string;
              cash: string;
              variance: string;
              fx: string;
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getLedgerTransactionsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LedgerEntryWithOrigins"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getLedgerVerify: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LedgerCheck"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postLedgerEntriesByIdRelease: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReleasedHold"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getLedgerAdjustments: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "booked_at" | "-booked_at";
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        campaign_id?: number | string;
        currency?: string;
        conversion_id?: string;
        origin_id?: string;
        rate_id?: number;
        goal_payout_id?: number;
        from?: string;
        to?: string;
        kind?: ("bonus" | "advance" | "write_off" | "correction")[];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["LedgerEntry"][];
            next_cursor: string | null;
            totals: {
              currency: string;
              receivable_pending: string;
              receivable: string;
              payable_pending: string;
              payable: string;
              margin_pending: string;
              margin: string;
              cash: string;
              variance: string;
              fx: string;
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postLedgerAdjustments: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id?: number | string;
          advertiser_id?: number | string;
          amount: string;
          currency: string;
          reason: string;
          /** @enum {string} */
          kind: "bonus" | "advance" | "write_off" | "correction";
          campaign_id?: number | string;
          origin_id?: string;
          idempotency_key?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LedgerEntryWithOrigins"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LedgerEntryWithOrigins"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPeriods: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "month" | "-month" | "locked_at" | "-locked_at";
        month?: string;
        locked_by?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Period"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPeriodsByMonthLock: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        month: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          reason?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Period"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getFxRates: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "date" | "-date";
        date?: string;
        base?: string;
        source?: "api" | "ecb";
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["FxRate"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceFxRates: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json":
          | {
              date: string;
              base: string;
              rates: {
                [key: string]: string;
              };
            }
          | {
              ecb_xml: string;
            }
          | string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FxRates"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCampaignsByIdClickDays: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "day" | "-day";
        day?: string;
        affiliate_id?: number | string;
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ClickDay"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPayments: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "closed_at"
          | "-closed_at"
          | "settled_at"
          | "-settled_at";
        affiliate_id?: number | string;
        run_id?: string;
        state?: "draft" | "closed" | "paid" | "failed" | "void";
        currency?: string;
        method?: string;
        reference?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Payment"][];
            next_cursor: string | null;
            totals: {
              currency: string;
              state: components["schemas"]["PaymentState"];
              count: number;
              amount: string;
              exact?: {
                amount?: string;
              };
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPaymentsById: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
      };
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentWithEntries"];
          "text/html": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPaymentsByIdEntries: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "booked_at" | "-booked_at";
        entry_id?: string;
        conversion_id?: string;
        origin_id?: string;
        campaign_id?: number | string;
        order_id?: string;
        goal?: string;
        kind?: string[];
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["SettledEntry"][];
            next_cursor: string | null;
            totals: {
              currency: string;
              count: number;
              amount: string;
              exact?: {
                amount?: string;
              };
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAffiliatesByIdPaymentDetails: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentDetails"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceAffiliatesByIdPaymentDetails: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          details: {
            [key: string]: string;
          } | null;
          method?: string;
          password?: string;
          totp?: string;
        };
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentDetails"];
        };
      };
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteAffiliatesByIdPaymentDetailsPending: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPaymentRuns: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "created_at" | "-created_at" | "up_to" | "-up_to";
        currency?: string;
        schedule?: string;
        only_collected?: boolean;
        created_by?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["PaymentRun"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPaymentRuns: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          currency: string;
          up_to: string;
          min_amount?: string | null;
          affiliate_ids?: (number | string)[];
          only_collected?: boolean;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentRunResult"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentRunResult"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPaymentRunsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentRun"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPaymentRunsByIdExportCsv: {
    parameters: {
      query?: {
        format?: "bank" | "wallet";
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPaymentRunsByIdSepa: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SepaCheck"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPaymentRunsByIdSepaXml: {
    parameters: {
      query: {
        debtor_name: string;
        debtor_iban: string;
        debtor_bic?: string;
        execute_on: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/xml": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPaymentsByIdClose: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payment"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPaymentsByIdPay: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reference: string;
          paid_at?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payment"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPaymentsByIdFail: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payment"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPaymentsByIdVoid: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payment"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPaymentsClose: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          ids: string[];
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentOutcome"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPaymentsPay: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          payments: {
            id: string;
            reference?: string;
          }[];
          reference?: string;
          paid_at?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentOutcome"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPaymentsFail: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          ids: string[];
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentOutcome"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPaymentsVoid: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          ids: string[];
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentOutcome"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getInvoices: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "number"
          | "-number"
          | "created_at"
          | "-created_at"
          | "due_at"
          | "-due_at"
          | "settled_at"
          | "-settled_at";
        advertiser_id?: number | string;
        number?: number;
        state?: "open" | "paid" | "void";
        currency?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Invoice"][];
            next_cursor: string | null;
            totals: {
              currency: string;
              state: components["schemas"]["InvoiceState"];
              count: number;
              amount: string;
              received: string;
              exact?: {
                amount?: string;
                received?: string;
              };
            }[];
            ageing: {
              currency: string;
              current: string;
              "1-30": string;
              "31-60": string;
              "61-90": string;
              "90+": string;
              exact?: {
                current?: string;
                "1-30"?: string;
                "31-60"?: string;
                "61-90"?: string;
                "90+"?: string;
              };
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postInvoices: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          advertiser_id: number | string;
          from: string;
          to: string;
          currency?: string;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invoice"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getInvoicesById: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
      };
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InvoiceWithLines"];
          "text/html": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postInvoicesByIdReceive: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          amount: string;
          date: string;
          reference: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invoice"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postInvoicesByIdVoid: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reason: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invoice"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getRiskRules: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "created_at" | "-created_at";
        campaign_id?: number | string;
        action?: "flag" | "pending" | "reject";
        enabled?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["RiskRule"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postRiskRules: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | null | string;
          watch_score?: number;
          hold_score?: number;
          /** @enum {string} */
          action?: "flag" | "pending" | "reject";
          weights?: {
            ctit_too_fast?: number;
            ctit_flat?: number;
            click_flood?: number;
            click_velocity?: number;
            duplicate_ip?: number;
            duplicate_device?: number;
            data_centre?: number;
            geo_mismatch?: number;
            device_mismatch?: number;
            bot_agent?: number;
            conversion_burst?: number;
            hour_profile?: number;
            refund_rate?: number;
            approval_rate?: number;
            cr_outlier?: number;
            sender_address?: number;
          };
          enabled?: boolean;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RiskRule"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getRiskRulesById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RiskRule"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteRiskRulesById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeRiskRulesById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          watch_score?: number;
          hold_score?: number;
          /** @enum {string} */
          action?: "flag" | "pending" | "reject";
          weights?: {
            ctit_too_fast?: number;
            ctit_flat?: number;
            click_flood?: number;
            click_velocity?: number;
            duplicate_ip?: number;
            duplicate_device?: number;
            data_centre?: number;
            geo_mismatch?: number;
            device_mismatch?: number;
            bot_agent?: number;
            conversion_burst?: number;
            hour_profile?: number;
            refund_rate?: number;
            approval_rate?: number;
            cr_outlier?: number;
            sender_address?: number;
          };
          enabled?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RiskRule"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getRisk: {
    parameters: {
      query?: {
        group_by?:
          | "affiliate"
          | "campaign"
          | "source"
          | "sub1"
          | "sub2"
          | "sub3"
          | "sub4"
          | "sub5"
          | "sub6"
          | "sub7"
          | "sub8"
          | "sub9"
          | "sub10"
          | "code"
          | "day";
        from?: string;
        to?: string;
        affiliate_id?: number | string;
        campaign_id?: number | string;
        advertiser_id?: number | string;
        verdict?: "watch" | "hold";
        code?:
          | "ctit_too_fast"
          | "ctit_flat"
          | "click_flood"
          | "click_velocity"
          | "duplicate_ip"
          | "duplicate_device"
          | "data_centre"
          | "geo_mismatch"
          | "device_mismatch"
          | "bot_agent"
          | "conversion_burst"
          | "hour_profile"
          | "refund_rate"
          | "approval_rate"
          | "cr_outlier"
          | "sender_address";
        held?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RiskSummary"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getRiskCodes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            codes: components["schemas"]["RiskCodePrecision"][];
            thresholds: components["schemas"]["RiskThresholdProposal"][];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getRiskDecisions: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "decided_at" | "-decided_at";
        decision?: "clear" | "fraud";
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["RiskDecision"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postRiskDecisions: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          decision: "clear" | "fraud";
          why: string;
          filter: {
            from?: string;
            to?: string;
            affiliate_id?: number | string;
            campaign_id?: number | string;
            advertiser_id?: number | string;
            /** @enum {string} */
            verdict?: "watch" | "hold";
            /** @enum {string} */
            code?:
              | "ctit_too_fast"
              | "ctit_flat"
              | "click_flood"
              | "click_velocity"
              | "duplicate_ip"
              | "duplicate_device"
              | "data_centre"
              | "geo_mismatch"
              | "device_mismatch"
              | "bot_agent"
              | "conversion_burst"
              | "hour_profile"
              | "refund_rate"
              | "approval_rate"
              | "cr_outlier"
              | "sender_address";
            held?: boolean;
            /** @enum {string} */
            decided?: "clear" | "fraud";
          };
          ids?: string[];
          seen?: string;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RiskDecisionMade"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RiskDecisionMade"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getRiskDecisionsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RiskDecision"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getRiskAffiliatesById: {
    parameters: {
      query?: {
        from?: string;
        to?: string;
        campaign_id?: number | string;
      };
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RiskPicture"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getRiskHeld: {
    parameters: {
      query?: {
        affiliate_id?: number | string;
        advertiser_id?: number | string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RiskHeld"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getConversions: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "recorded_at" | "-recorded_at";
        campaign_id?: number | string;
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        link_id?: number | string;
        source_id?: number;
        goal?: string;
        goal_key?: string;
        status?: "pending" | "approved" | "rejected" | "reversed";
        reason?: string;
        flag?: string;
        order_id?: string;
        customer_id?: string;
        click_id?: string;
        currency?: string;
        goal_payout_id?: number;
        rate_id?: number;
        owed_rate_id?: number;
        proof?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Conversion"][];
            next_cursor: string | null;
            totals: {
              currency: string;
              status: components["schemas"]["ConversionStatus"];
              count: number;
              amount: string;
              revenue: string;
              payout: string;
              exact?: {
                amount?: string;
                revenue?: string;
                payout?: string;
              };
            }[];
            totals_are_partial: boolean;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postConversions: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          click_id?: string;
          link_id?: number | string;
          campaign_id?: number | string;
          affiliate_id?: number | string;
          goal?: string;
          goal_key?: string;
          order_id?: string | null;
          customer_id?: string | null;
          /** @enum {string} */
          status?: "pending" | "approved" | "rejected" | "reversed";
          amount?: string | null;
          currency?: string;
          revenue?: string;
          payout?: string;
          occurred_at?: string | null;
          reason: string;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["ConversionWithHistory"]
            | components["schemas"]["ConversionDryRun"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["ConversionWithHistory"]
            | components["schemas"]["ConversionDryRun"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getConversionsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConversionWithHistory"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeConversionsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          status?: "pending" | "approved" | "rejected" | "reversed";
          amount?: string | null;
          refunded?: string;
          revenue?: string;
          payout?: string;
          reason: string;
          version?: number;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json":
            | components["schemas"]["ConversionWithHistory"]
            | components["schemas"]["ConversionDryRun"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postConversionsBulk: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          ids?: string[];
          filter?: {
            [key: string]: string | number;
          };
          /** @enum {string} */
          status: "pending" | "approved" | "rejected" | "reversed";
          reason: string;
          dry_run?: boolean;
          as_task?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BulkChange"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getConversionRules: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "created_at" | "-created_at";
        campaign_id?: number | string;
        affiliate_id?: number | string;
        field?: string;
        op?: string;
        action?: "pending" | "reject";
        enabled?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ConversionRule"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postConversionRules: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | null | string;
          affiliate_id?: number | null | string;
          field: string;
          op: string;
          values: string[];
          /** @enum {string} */
          action: "pending" | "reject";
          reason?: string | null;
          enabled?: boolean;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConversionRule"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getConversionRulesById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConversionRule"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceConversionRulesById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          campaign_id?: number | null | string;
          affiliate_id?: number | null | string;
          field: string;
          op: string;
          values: string[];
          /** @enum {string} */
          action: "pending" | "reject";
          reason?: string | null;
          enabled?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConversionRule"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteConversionRulesById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeConversionRulesById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          field?: string;
          op?: string;
          values?: string[];
          /** @enum {string} */
          action?: "pending" | "reject";
          reason?: string | null;
          enabled?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConversionRule"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getBackfillWindows: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "opens_at"
          | "-opens_at"
          | "closes_at"
          | "-closes_at";
        advertiser_id?: number | string;
        campaign_id?: number | string;
        source_key?: string;
        state?: "scheduled" | "open" | "closed";
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["BackfillWindow"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postBackfillWindows: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          advertiser_id: number | string;
          campaign_id?: number | null | string;
          opens_at: string;
          closes_at: string;
          event_from: string;
          event_to: string;
          source_key?: string | null;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BackfillWindow"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getBackfillWindowsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BackfillWindow"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteBackfillWindowsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postBackfillWindowsByIdClose: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BackfillWindow"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMovesForwards: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "created_at" | "-created_at";
        q?: string;
        source_id?: number;
        enabled?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Forward"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postMovesForwards: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          source_id?: number | null;
          url: string;
          stop_after_days?: number;
          enabled?: boolean;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Forward"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMovesForwardsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Forward"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteMovesForwardsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeMovesForwardsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url?: string;
          stop_after_days?: number;
          enabled?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Forward"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postBulkEndpoints: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          items: {
            affiliate_id: number | string;
            url?: string;
            /** @enum {string} */
            preset?:
              | "voluum"
              | "redtrack"
              | "bemob"
              | "keitaro"
              | "binom"
              | "everflow"
              | "tune"
              | "affise"
              | "scaleo"
              | "cake"
              | "partnerstack"
              | "impact"
              | "partnerize"
              | "post_affiliate_pro"
              | "generic"
              | "meta"
              | "google_ads"
              | "tiktok"
              | "snapchat"
              | "pinterest"
              | "reddit"
              | "linkedin"
              | "taboola"
              | "outbrain"
              | "test_receiver";
            domain?: string;
            key?: string;
            click_ref_in?: string;
            ad?: {
              account?: string;
              event?: string;
              /** @enum {string} */
              value?: "payout" | "sale_amount" | "none";
              /** @enum {string} */
              visitors?: "clicked" | "all";
              /** @enum {string} */
              consent?: "granted" | "denied" | "unspecified";
              page_url?: string | null;
              test_code?: string | null;
              click_id_in?: string | null;
              login_account?: string | null;
            };
            credential?: string;
            /** @enum {string} */
            method?: "GET" | "POST";
            body?: string | null;
            headers?: {
              [key: string]: string;
            };
            campaign_id?: number | null | string;
            statuses?: ("pending" | "approved" | "rejected" | "reversed")[];
            goals?: string[] | null;
            also_general?: boolean;
            only_final?: boolean;
            secret?: string | true;
            success_match?: string | null;
            send_zero?: boolean;
            rate_per_second?: number | null;
            timeout_s?: number;
            age_budget_hours?: number;
            enabled?: boolean;
          }[];
          partial?: boolean;
          dry_run?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["NewEndpoint"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              index: number;
              status: number;
              id?: number;
              made?: components["schemas"]["NewEndpoint"];
              code?: string;
              detail?: string;
              errors?: {
                field: string;
                message: string;
                allowed?: string[];
              }[];
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPostbackPresets: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          "position" | "-position" | "preset" | "-preset" | "title" | "-title";
        q?: string;
        preset?:
          | "voluum"
          | "redtrack"
          | "bemob"
          | "keitaro"
          | "binom"
          | "everflow"
          | "tune"
          | "affise"
          | "scaleo"
          | "cake"
          | "partnerstack"
          | "impact"
          | "partnerize"
          | "post_affiliate_pro"
          | "generic"
          | "meta"
          | "google_ads"
          | "tiktok"
          | "snapchat"
          | "pinterest"
          | "reddit"
          | "linkedin"
          | "taboola"
          | "outbrain"
          | "test_receiver";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["EndpointPreset"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAffiliatesByIdPostbacks: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "created_at" | "-created_at" | "url" | "-url";
        q?: string;
        campaign_id?: number | string;
        preset?:
          | "voluum"
          | "redtrack"
          | "bemob"
          | "keitaro"
          | "binom"
          | "everflow"
          | "tune"
          | "affise"
          | "scaleo"
          | "cake"
          | "partnerstack"
          | "impact"
          | "partnerize"
          | "post_affiliate_pro"
          | "generic"
          | "meta"
          | "google_ads"
          | "tiktok"
          | "snapchat"
          | "pinterest"
          | "reddit"
          | "linkedin"
          | "taboola"
          | "outbrain"
          | "test_receiver";
        method?: "GET" | "POST";
        enabled?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Endpoint"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAffiliatesByIdPostbacks: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url?: string;
          /** @enum {string} */
          preset?:
            | "voluum"
            | "redtrack"
            | "bemob"
            | "keitaro"
            | "binom"
            | "everflow"
            | "tune"
            | "affise"
            | "scaleo"
            | "cake"
            | "partnerstack"
            | "impact"
            | "partnerize"
            | "post_affiliate_pro"
            | "generic"
            | "meta"
            | "google_ads"
            | "tiktok"
            | "snapchat"
            | "pinterest"
            | "reddit"
            | "linkedin"
            | "taboola"
            | "outbrain"
            | "test_receiver";
          domain?: string;
          key?: string;
          click_ref_in?: string;
          ad?: {
            account?: string;
            event?: string;
            /** @enum {string} */
            value?: "payout" | "sale_amount" | "none";
            /** @enum {string} */
            visitors?: "clicked" | "all";
            /** @enum {string} */
            consent?: "granted" | "denied" | "unspecified";
            page_url?: string | null;
            test_code?: string | null;
            click_id_in?: string | null;
            login_account?: string | null;
          };
          credential?: string;
          /** @enum {string} */
          method?: "GET" | "POST";
          body?: string | null;
          headers?: {
            [key: string]: string;
          };
          campaign_id?: number | null | string;
          statuses?: ("pending" | "approved" | "rejected" | "reversed")[];
          goals?: string[] | null;
          also_general?: boolean;
          only_final?: boolean;
          secret?: string | true;
          success_match?: string | null;
          send_zero?: boolean;
          rate_per_second?: number | null;
          timeout_s?: number;
          age_budget_hours?: number;
          enabled?: boolean;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewEndpoint"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAffiliatesByIdPostbacksByEndpointId: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Endpoint"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteAffiliatesByIdPostbacksByEndpointId: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeAffiliatesByIdPostbacksByEndpointId: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url?: string;
          /** @enum {string} */
          preset?:
            | "voluum"
            | "redtrack"
            | "bemob"
            | "keitaro"
            | "binom"
            | "everflow"
            | "tune"
            | "affise"
            | "scaleo"
            | "cake"
            | "partnerstack"
            | "impact"
            | "partnerize"
            | "post_affiliate_pro"
            | "generic"
            | "meta"
            | "google_ads"
            | "tiktok"
            | "snapchat"
            | "pinterest"
            | "reddit"
            | "linkedin"
            | "taboola"
            | "outbrain"
            | "test_receiver";
          domain?: string;
          key?: string;
          click_ref_in?: string;
          ad?: {
            account?: string;
            event?: string;
            /** @enum {string} */
            value?: "payout" | "sale_amount" | "none";
            /** @enum {string} */
            visitors?: "clicked" | "all";
            /** @enum {string} */
            consent?: "granted" | "denied" | "unspecified";
            page_url?: string | null;
            test_code?: string | null;
            click_id_in?: string | null;
            login_account?: string | null;
          };
          credential?: string;
          /** @enum {string} */
          method?: "GET" | "POST";
          body?: string | null;
          headers?: {
            [key: string]: string;
          };
          statuses?: ("pending" | "approved" | "rejected" | "reversed")[];
          goals?: string[] | null;
          also_general?: boolean;
          only_final?: boolean;
          success_match?: string | null;
          send_zero?: boolean;
          rate_per_second?: number | null;
          timeout_s?: number;
          age_budget_hours?: number;
          enabled?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Endpoint"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAffiliatesByIdPostbacksByEndpointIdSecrets: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          secret?: string;
        } | null;
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewEndpointSecret"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteAffiliatesByIdPostbacksByEndpointIdSecretsBySecretId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        endpoint_id: string;
        secret_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAffiliatesByIdPostbacksByEndpointIdPause: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          reason?: string;
        } | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Endpoint"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAffiliatesByIdPostbacksByEndpointIdResume: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Endpoint"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAffiliatesByIdPostbacksByEndpointIdTest: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        endpoint_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          conversion_id?: string;
          /** @enum {string} */
          status?: "pending" | "approved" | "rejected" | "reversed";
          goal?: string;
          order_id?: string;
          payout?: string;
          currency?: string;
          click_ref?: string;
          source?: string;
          country?: string;
          sub1?: string;
          sub2?: string;
          sub3?: string;
          sub4?: string;
          sub5?: string;
          sub6?: string;
          sub7?: string;
          sub8?: string;
          sub9?: string;
          sub10?: string;
        } | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EndpointTest"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getWebhooks: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "created_at" | "-created_at" | "url" | "-url";
        q?: string;
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        campaign_id?: number | string;
        enabled?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Webhook"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postWebhooks: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url: string;
          events: (
            | "conversion.recorded"
            | "conversion.changed"
            | "payment.closed"
            | "payment.paid"
            | "invoice.created"
            | "affiliate.applied"
            | "offer.changed"
            | "endpoint.switched_off"
            | "endpoint.failing"
            | "source.silent"
            | "refusals.rising"
            | "cap.near"
            | "cap.reached"
            | "campaign.paused"
            | "risk.held"
            | "statement.missing"
            | "ledger.broken"
            | "forward.stopped"
            | "report.ready"
            | "report.broken"
          )[];
          affiliate_id?: number | null | string;
          advertiser_id?: number | null | string;
          campaign_id?: number | null | string;
          enabled?: boolean;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewWebhook"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getWebhooksById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteWebhooksById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeWebhooksById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          url?: string;
          events?: (
            | "conversion.recorded"
            | "conversion.changed"
            | "payment.closed"
            | "payment.paid"
            | "invoice.created"
            | "affiliate.applied"
            | "offer.changed"
            | "endpoint.switched_off"
            | "endpoint.failing"
            | "source.silent"
            | "refusals.rising"
            | "cap.near"
            | "cap.reached"
            | "campaign.paused"
            | "risk.held"
            | "statement.missing"
            | "ledger.broken"
            | "forward.stopped"
            | "report.ready"
            | "report.broken"
          )[];
          enabled?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postWebhooksByIdSecrets: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": Record<string, never> | null;
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewEndpointSecret"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteWebhooksByIdSecretsBySecretId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        secret_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postWebhooksByIdTest: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          /** @enum {string} */
          type?:
            | "conversion.recorded"
            | "conversion.changed"
            | "payment.closed"
            | "payment.paid"
            | "invoice.created"
            | "affiliate.applied"
            | "offer.changed"
            | "endpoint.switched_off"
            | "endpoint.failing"
            | "source.silent"
            | "refusals.rising"
            | "cap.near"
            | "cap.reached"
            | "campaign.paused"
            | "risk.held"
            | "statement.missing"
            | "ledger.broken"
            | "forward.stopped"
            | "report.ready"
            | "report.broken";
        } | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EndpointTest"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getWebhooksByIdDeliveries: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "created_at" | "-created_at";
        event_id?: string;
        type?:
          | "conversion.recorded"
          | "conversion.changed"
          | "payment.closed"
          | "payment.paid"
          | "invoice.created"
          | "affiliate.applied"
          | "offer.changed"
          | "endpoint.switched_off"
          | "endpoint.failing"
          | "source.silent"
          | "refusals.rising"
          | "cap.near"
          | "cap.reached"
          | "campaign.paused"
          | "risk.held"
          | "statement.missing"
          | "ledger.broken"
          | "forward.stopped"
          | "report.ready"
          | "report.broken";
        state?: (
          | "due"
          | "sending"
          | "parked"
          | "delivered"
          | "expired"
          | "superseded"
          | "cancelled"
        )[];
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["WebhookDelivery"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getWebhooksByIdDeliveriesByDeliveryId: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        delivery_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookDeliveryWithTries"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postWebhooksByIdDeliveriesByDeliveryIdRetry: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        delivery_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookDeliveryWithTries"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getDeliveries: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "created_at" | "-created_at";
        conversion_id?: string;
        affiliate_id?: number | string;
        advertiser_id?: number | string;
        campaign_id?: number | string;
        endpoint_id?: number;
        state?: (
          | "due"
          | "sending"
          | "parked"
          | "delivered"
          | "expired"
          | "superseded"
          | "cancelled"
        )[];
        status?: "pending" | "approved" | "rejected" | "reversed";
        currency?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Delivery"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getDeliveriesById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryWithAttempts"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postDeliveriesByIdRetry: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          force?: boolean;
        } | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryWithAttempts"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postDeliveriesReplay: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          filter?: {
            conversion_id?: string;
            affiliate_id?: number | string;
            campaign_id?: number | string;
            endpoint_id?: number;
            state?: string | string[];
            from?: string;
            to?: string;
          };
          dry_run?: boolean;
          per_second?: number;
          as_task?: boolean;
          cursor?: {
            after_id: string;
            up_to_id: string;
            due_at: string;
          };
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryReplay"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAdvertisersByIdSources: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "name" | "-name" | "created_at" | "-created_at";
        q?: string;
        name?: string;
        preset?:
          | "partnerstack"
          | "impact"
          | "partnerize"
          | "affise"
          | "tune"
          | "post_affiliate_pro"
          | "scaleo"
          | "voluum"
          | "redtrack"
          | "bemob"
          | "everflow"
          | "cake"
          | "keitaro"
          | "binom"
          | "prosper202"
          | "dub"
          | "automation"
          | "appsflyer"
          | "adjust"
          | "branch"
          | "kochava"
          | "singular"
          | "appmetrica"
          | "app_store"
          | "google_play"
          | "shopify"
          | "woocommerce"
          | "stripe"
          | "paddle"
          | "lemon_squeezy"
          | "typeform"
          | "calendly"
          | "digistore24"
          | "clickbank"
          | "thrivecart"
          | "gumroad"
          | "hotmart"
          | "chargebee"
          | "jotform"
          | "paypal"
          | "adyen"
          | "braintree"
          | "kajabi"
          | "shopware";
        require?: "none" | "token" | "signature";
        enforce?: boolean;
        default?: boolean;
        currency?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Source"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAdvertisersByIdSources: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          key?: string;
          default?: boolean;
          preset?: string | null;
          mapping?: {
            [key: string]: string[];
          };
          goal_map?: {
            [key: string]: string;
          };
          status_map?: {
            [key: string]:
              | string
              | {
                  status: string;
                  goal?: string;
                  mode?: string;
                };
          };
          secrets?: string[];
          token?: string | null;
          require?: string;
          allow_ips?: string[];
          enforce?: boolean;
          drift_seconds?: number;
          timezone?: string;
          currency?: string | null;
          amount_unit?: string;
          decimal_comma?: boolean;
          amount_updates?: boolean;
          reversal_amount?: string | null;
          reinstate?: boolean;
          pixel?: boolean;
          answer?: string | null;
          rate_per_second?: number | null;
          store?: {
            bundle_ids?: string[];
            app_apple_id?: number | null;
            package_names?: string[];
            push_email?: string | null;
            audience?: string | null;
            sandbox?: boolean;
          } | null;
          service_account?: string | null;
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Source"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAdvertisersByIdSourcesBySourceId: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Source"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteAdvertisersByIdSourcesBySourceId: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeAdvertisersByIdSourcesBySourceId: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string;
          default?: boolean;
          preset?: string | null;
          mapping?: {
            [key: string]: string[];
          };
          goal_map?: {
            [key: string]: string;
          };
          status_map?: {
            [key: string]:
              | string
              | {
                  status: string;
                  goal?: string;
                  mode?: string;
                };
          };
          secrets?: string[];
          token?: string | null;
          require?: string;
          allow_ips?: string[];
          enforce?: boolean;
          drift_seconds?: number;
          timezone?: string;
          currency?: string | null;
          amount_unit?: string;
          decimal_comma?: boolean;
          amount_updates?: boolean;
          reversal_amount?: string | null;
          reinstate?: boolean;
          pixel?: boolean;
          answer?: string | null;
          rate_per_second?: number | null;
          store?: {
            bundle_ids?: string[];
            app_apple_id?: number | null;
            package_names?: string[];
            push_email?: string | null;
            audience?: string | null;
            sandbox?: boolean;
          } | null;
          service_account?: string | null;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Source"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAdvertisersByIdSourcesBySourceIdSecrets: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          secret?: string;
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewSourceSecret"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteAdvertisersByIdSourcesBySourceIdSecretsBySecretId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        source_id: string;
        secret_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAdvertisersByIdSourcesBySourceIdRotateKey: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          keep_old_hours?: number;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Source"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAdvertisersByIdSourcesBySourceIdRotateToken: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          token?: string;
          keep_old_hours?: number;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SourceWithToken"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteAdvertisersByIdSourcesBySourceIdOldKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteAdvertisersByIdSourcesBySourceIdOldToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAdvertisersByIdSourcesBySourceIdSheetLink: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "created_at" | "-created_at";
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["SheetLink"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAdvertisersByIdSourcesBySourceIdSheetLink: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": Record<string, never>;
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewSheetLink"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAdvertisersByIdSourcesBySourceIdSheetLinkByLinkId: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        source_id: string;
        link_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SheetLink"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteAdvertisersByIdSourcesBySourceIdSheetLinkByLinkId: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        source_id: string;
        link_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAdvertisersByIdSourcesBySourceIdSheet: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SourceSheet"];
          "text/html": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAdvertisersByIdSourcesBySourceIdHealth: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SourceHealth"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAdvertisersByIdSourcesHealth: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "source_id" | "-source_id";
        source_id?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["SourceHealth"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getSByToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SourceSheet"];
          "text/plain": string;
          "text/html": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPostbacks: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "received_at" | "-received_at";
        outcome?: string[];
        code?: string[];
        source_id?: number[];
        advertiser_id?: (number | string)[];
        campaign_id?: (number | string)[];
        affiliate_id?: (number | string)[];
        click_id?: string;
        click_ref?: string;
        order_id?: string;
        conversion_id?: string;
        goal?: string[];
        goal_key?: string[];
        ip?: string[];
        http_status?: string[];
        method?: ("GET" | "POST" | "HEAD")[];
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Postback"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPostbacksSummary: {
    parameters: {
      query?: {
        group_by?:
          | "code"
          | "verdict"
          | "source"
          | "advertiser"
          | "campaign"
          | "affiliate"
          | "goal"
          | "goal_key"
          | "day";
        from?: string;
        to?: string;
        source_id?: string;
        advertiser_id?: string;
        campaign_id?: string;
        affiliate_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PostbackSummary"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPostbacksById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PostbackWithTrace"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPostbacksReplay: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          filter: {
            outcome?: string | number;
            code?: string | number;
            source_id?: string | number;
            advertiser_id?: string | number;
            campaign_id?: string | number;
            affiliate_id?: string | number;
            click_id?: string | number;
            click_ref?: string | number;
            order_id?: string | number;
            conversion_id?: string | number;
            goal?: string | number;
            goal_key?: string | number;
            ip?: string | number;
            http_status?: string | number;
            method?: string | number;
            from?: string | number;
            to?: string | number;
          };
          dry_run?: boolean;
          mapping?: {
            [key: string]: string[];
          };
          limit?: number;
          after?: string;
          as_task?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReplayedPostbacks"];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PostbackReplay"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postPostbacksByIdReplay: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          dry_run?: boolean;
          mapping?: {
            [key: string]: string[];
          };
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReplayedPostback"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postSandboxPostback: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          method?: "GET" | "POST";
          url?: string;
          query?: string;
          body?:
            | string
            | {
                [key: string]: unknown;
              };
          headers?: {
            [key: string]: string;
          };
          ip?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TriedPostback"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postAdvertisersByIdSourcesBySourceIdTest: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
        source_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          /** @enum {string} */
          method?: "GET" | "POST";
          url?: string;
          query?: string;
          body?:
            | string
            | {
                [key: string]: unknown;
              };
          headers?: {
            [key: string]: string;
          };
          ip?: string;
          link_id?: number | string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SourceTest"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReconciliations: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "matched_at"
          | "-matched_at";
        advertiser_id?: number | string;
        statement_id?: string;
        previous_id?: string;
        status?: "matching" | "review" | "applied" | "undone" | "failed";
        mapping_confirmed?: boolean;
        frame_confirmed?: boolean;
        created_by?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Reconciliation"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postReconciliations: {
    parameters: {
      query?: {
        advertiser_id?: string;
        timezone?: string;
        mapping?: string;
        file_name?: string;
        from?: string;
        to?: string;
      };
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReconciliationsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postReconciliationsByIdMapping: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          mapping?: {
            /** @enum {string} */
            format?: "csv" | "json" | "ndjson";
            /** @enum {string} */
            encoding?:
              | "utf-8"
              | "utf-16le"
              | "utf-16be"
              | "windows-1251"
              | "windows-1252";
            delimiter?: string;
            has_header?: boolean;
            header_row?: number;
            columns?: {
              click_id?: string;
              order_id?: string;
              conversion_id?: string;
              customer_id?: string;
              goal?: string;
              campaign?: string;
              affiliate?: string;
              link?: string;
              status?: string;
              amount?: string;
              revenue?: string;
              payout?: string;
              currency?: string;
              occurred_at?: string;
              reason?: string;
            };
            time_column?: string | null;
            decimal_comma?: boolean;
            /** @enum {string} */
            date_order?: "ymd" | "dmy" | "mdy";
            status_map?: {
              [key: string]: string;
            };
            currency?: string;
            default_status?: string;
            ended?: {
              [key: string]: "rejected" | "reversed";
            };
          };
        } | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reconciliation"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReconciliationsByIdRows: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "row_no" | "-row_no";
        problems?: boolean;
        problem?: string;
        click_id?: string;
        order_id?: string;
        conversion_id?: string;
        customer_id?: string;
        goal?: string;
        campaign?: string;
        affiliate?: string;
        link?: string;
        status?: string;
        raw_status?: string;
        currency?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["StatementRow"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReconciliationsByIdDifference: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        change?: "added" | "removed" | "changed";
        problems?: boolean;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: {
              /** @enum {string} */
              change: "added" | "changed" | "removed";
              before: components["schemas"]["StatementRow"] | null;
              after: components["schemas"]["StatementRow"] | null;
            }[];
            next_cursor: string | null;
            against: string;
            counts: {
              added: number;
              removed: number;
              changed: number;
            };
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReconciliationsByIdBreaks: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        class?:
          | "missing_ours"
          | "missing_theirs"
          | "amount_mismatch"
          | "currency_mismatch"
          | "status_mismatch"
          | "reversed_by_sender"
          | "duplicate_ours"
          | "duplicate_theirs"
          | "timing"
          | "attribution_diff"
          | "locked_period"
          | "unparsable";
        state?: "matched" | "open" | "applied" | "left" | "undone" | "closed";
        owner?: string;
        proposed?:
          "none" | "wait" | "set" | "absorb" | "create" | "reject" | "person";
        tier?: "1" | "2" | "3" | "4" | "5";
        rule?: string;
        conversion_id?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Break"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReconciliationsByIdMatches: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        class?:
          | "missing_ours"
          | "missing_theirs"
          | "amount_mismatch"
          | "currency_mismatch"
          | "status_mismatch"
          | "reversed_by_sender"
          | "duplicate_ours"
          | "duplicate_theirs"
          | "timing"
          | "attribution_diff"
          | "locked_period"
          | "unparsable";
        state?: "matched" | "open" | "applied" | "left" | "undone" | "closed";
        owner?: string;
        proposed?:
          "none" | "wait" | "set" | "absorb" | "create" | "reject" | "person";
        tier?: "1" | "2" | "3" | "4" | "5";
        rule?: string;
        conversion_id?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Break"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReconciliationsByIdBreaksByKey: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Break"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeReconciliationsByIdBreaksByKey: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          owner?: string | null;
          note?: string | null;
          /** @enum {string} */
          state?: "left" | "open";
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Break"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postReconciliationsByIdFrame: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          offset_minutes?: number;
          money_divisor?: 1 | 100;
          /** @enum {string} */
          basis?: "revenue" | "amount" | "payout";
          currency?: string;
        };
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConfirmedFrame"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postReconciliationsByIdMatch: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          row_no: number;
          conversion_id: string | null;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Break"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getAdvertisersByIdTolerance: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Tolerance"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceAdvertisersByIdTolerance: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          row_amount?: string;
          row_percent?: string;
          statement_amount?: string;
          statement_percent?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Tolerance"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReconciliationsMissing: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "position"
          | "-position"
          | "month"
          | "-month"
          | "name"
          | "-name"
          | "advertiser_id"
          | "-advertiser_id";
        q?: string;
        months?:
          | "1"
          | "2"
          | "3"
          | "4"
          | "5"
          | "6"
          | "7"
          | "8"
          | "9"
          | "10"
          | "11"
          | "12";
        advertiser_id?: number | string;
        currency?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["MissingStatement"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReconciliationsByIdReport: {
    parameters: {
      query?: {
        format?: "json" | "html";
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReconciliationReport"];
          "text/html": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getInvoicesByIdDifference: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InvoiceDifference"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postReconciliationsByIdApply: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          break_ids?: "all" | string[];
          classes?: (
            | "missing_ours"
            | "missing_theirs"
            | "amount_mismatch"
            | "currency_mismatch"
            | "status_mismatch"
            | "reversed_by_sender"
            | "duplicate_ours"
            | "duplicate_theirs"
            | "timing"
            | "attribution_diff"
            | "locked_period"
            | "unparsable"
          )[];
          actions?: {
            [key: string]:
              | ("set" | "absorb" | "create" | "reject" | "wait")
              | {
                  /** @enum {string} */
                  action: "set" | "absorb" | "create" | "reject" | "wait";
                  affiliate_id?: number;
                  campaign_id?: number;
                  link_id?: number;
                };
          };
          reason?: string | null;
          dry_run?: boolean;
          as_task?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AppliedBatch"];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AppliedBatch"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReconciliationsByIdActions: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "batch_id" | "-batch_id";
        batch_id?: string;
        conversion_id?: string;
        campaign_id?: number | string;
        entry_id?: string;
        action?: string;
        result?: string;
        undone?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Action"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postReconciliationsByIdUndo: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          batch_id?: string;
          reason?: string | null;
          dry_run?: boolean;
          as_task?: boolean;
        } | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UndoneBatch"];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UndoneBatch"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReconciliationsByIdBatches: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "requested_at" | "-requested_at";
        state?: "applying" | "applied" | "undoing" | "undone";
        requested_by?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Batch"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getImports: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "matched_at"
          | "-matched_at";
        advertiser_id?: number | string;
        statement_id?: string;
        previous_id?: string;
        status?: "matching" | "review" | "applied" | "undone" | "failed";
        mapping_confirmed?: boolean;
        frame_confirmed?: boolean;
        created_by?: string;
        from?: string;
        to?: string;
        by_advertiser_id?: number | string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Import"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postImports: {
    parameters: {
      query?: {
        advertiser_id?: string;
        timezone?: string;
        mapping?: string;
        file_name?: string;
      };
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Import"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Import"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getImportsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Import"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postImportsByIdMapping: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          mapping?: {
            /** @enum {string} */
            format?: "csv" | "json" | "ndjson";
            /** @enum {string} */
            encoding?:
              | "utf-8"
              | "utf-16le"
              | "utf-16be"
              | "windows-1251"
              | "windows-1252";
            delimiter?: string;
            has_header?: boolean;
            header_row?: number;
            columns?: {
              click_id?: string;
              order_id?: string;
              conversion_id?: string;
              customer_id?: string;
              goal?: string;
              campaign?: string;
              affiliate?: string;
              link?: string;
              status?: string;
              amount?: string;
              revenue?: string;
              payout?: string;
              currency?: string;
              occurred_at?: string;
              reason?: string;
            };
            time_column?: string | null;
            decimal_comma?: boolean;
            /** @enum {string} */
            date_order?: "ymd" | "dmy" | "mdy";
            status_map?: {
              [key: string]: string;
            };
            currency?: string;
            default_status?: string;
            ended?: {
              [key: string]: "rejected" | "reversed";
            };
          };
        } | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Import"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getImportsByIdRows: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "row_no" | "-row_no";
        problems?: boolean;
        problem?: string;
        click_id?: string;
        order_id?: string;
        conversion_id?: string;
        customer_id?: string;
        goal?: string;
        campaign?: string;
        affiliate?: string;
        link?: string;
        status?: string;
        raw_status?: string;
        currency?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ImportRow"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postImportsByIdApply: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          break_ids?: "all" | string[];
          classes?: (
            | "missing_ours"
            | "missing_theirs"
            | "amount_mismatch"
            | "currency_mismatch"
            | "status_mismatch"
            | "reversed_by_sender"
            | "duplicate_ours"
            | "duplicate_theirs"
            | "timing"
            | "attribution_diff"
            | "locked_period"
            | "unparsable"
          )[];
          actions?: {
            [key: string]:
              | ("set" | "absorb" | "create" | "reject" | "wait")
              | {
                  /** @enum {string} */
                  action: "set" | "absorb" | "create" | "reject" | "wait";
                  affiliate_id?: number;
                  campaign_id?: number;
                  link_id?: number;
                };
          };
          reason?: string | null;
          dry_run?: boolean;
          as_task?: boolean;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AppliedBatch"];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AppliedBatch"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getImportsByIdActions: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "batch_id" | "-batch_id";
        batch_id?: string;
        conversion_id?: string;
        campaign_id?: number | string;
        entry_id?: string;
        action?: string;
        result?: string;
        undone?: boolean;
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Action"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postImportsByIdUndo: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          batch_id?: string;
          reason?: string | null;
          dry_run?: boolean;
          as_task?: boolean;
        } | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UndoneBatch"];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UndoneBatch"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getImportsByIdBatches: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "requested_at" | "-requested_at";
        state?: "applying" | "applied" | "undoing" | "undone";
        requested_by?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Batch"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMoves: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "id"
          | "-id"
          | "created_at"
          | "-created_at"
          | "applied_at"
          | "-applied_at"
          | "undone_at"
          | "-undone_at";
        q?: string;
        tracker?:
          | "keitaro"
          | "binom"
          | "voluum"
          | "tune"
          | "everflow"
          | "affise"
          | "cake"
          | "scaleo"
          | "post_affiliate_pro"
          | "prosper202"
          | "csv";
        status?:
          | "reading"
          | "planned"
          | "applying"
          | "applied"
          | "undoing"
          | "undone"
          | "failed";
        created_by?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ListedMove"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postMoves: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          from:
            | "keitaro"
            | "binom"
            | "voluum"
            | "tune"
            | "everflow"
            | "affise"
            | "cake"
            | "scaleo"
            | "post_affiliate_pro"
            | "prosper202"
            | "csv";
          dry_run?: boolean;
          invite?: boolean;
          conversions_days?: number;
          currency?: string;
          timezone?: string;
          /** @enum {string} */
          date_order?: "dmy" | "mdy";
          mapping?: {
            [key: string]: string;
          };
          files: {
            name: string;
            text: string;
          }[];
        };
        "multipart/form-data": {
          /** @enum {string} */
          from:
            | "keitaro"
            | "binom"
            | "voluum"
            | "tune"
            | "everflow"
            | "affise"
            | "cake"
            | "scaleo"
            | "post_affiliate_pro"
            | "prosper202"
            | "csv";
          dry_run?: boolean;
          invite?: boolean;
          conversions_days?: number;
          currency?: string;
          timezone?: string;
          /** @enum {string} */
          date_order?: "dmy" | "mdy";
          mapping?: {
            [key: string]: string;
          };
          file: string[];
        };
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Move"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMovesById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Move"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMovesByIdRows: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "no" | "-no";
        q?: string;
        id?: string;
        old_id?: string;
        file?: string;
        kind?: (
          | "advertiser"
          | "affiliate"
          | "campaign"
          | "approval"
          | "price"
          | "link"
          | "endpoint"
          | "domain"
          | "cap"
          | "block"
          | "balance"
          | "click"
          | "conversion"
          | "skipped"
          | "unreadable"
        )[];
        verdict?: ("create" | "update" | "skip" | "refuse")[];
        state?: (
          | "read"
          | "planned"
          | "kept"
          | "done"
          | "refused"
          | "removed"
          | "restored"
          | "archived"
          | "left"
        )[];
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["MoveRow"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postMovesByIdApply: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Move"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postMovesByIdUndo: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Move"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMovesShadow: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?:
          | "day"
          | "-day"
          | "items"
          | "-items"
          | "agreed_percent"
          | "-agreed_percent";
        from?: string;
        to?: string;
        group_by?: ("day" | "campaign" | "affiliate")[];
        campaign_id?: number | string;
        affiliate_id?: number | string;
        currency?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ShadowSummaryRow"][];
            next_cursor: string | null;
            from: string;
            to: string;
            timezone: string;
            group_by: ("day" | "campaign" | "affiliate")[];
            covered: {
              from: string;
              to: string;
            }[];
            compared_at: string | null;
            totals: {
              currency: string;
              items: number;
              agreed: number;
              agreed_percent: number;
              theirs: {
                conversions: number;
                amount: string | null;
                revenue: string | null;
                payout: string | null;
              };
              ours: {
                conversions: number;
                amount: string | null;
                revenue: string | null;
                payout: string | null;
              };
              difference: {
                conversions: number;
                amount: string | null;
                revenue: string | null;
                payout: string | null;
              };
              by_class: {
                /** @enum {string} */
                class:
                  | "missing_ours"
                  | "missing_theirs"
                  | "duplicate_ours"
                  | "duplicate_theirs"
                  | "attribution_diff"
                  | "currency_mismatch"
                  | "status_mismatch"
                  | "payout_mismatch"
                  | "revenue_mismatch"
                  | "amount_mismatch"
                  | "timing"
                  | "split"
                  | "moved_in"
                  | "rounding"
                  | "not_counted"
                  | "equal";
                count: number;
                conversions: number;
                amount: string | null;
                revenue: string | null;
                payout: string | null;
              }[];
            }[];
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postMovesShadow: {
    parameters: {
      query?: {
        from?: string;
        to?: string;
        timezone?: string;
        tracker?:
          | "keitaro"
          | "binom"
          | "voluum"
          | "tune"
          | "everflow"
          | "affise"
          | "cake"
          | "scaleo"
          | "post_affiliate_pro"
          | "prosper202";
        mapping?: string;
        file_name?: string;
      };
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          file?: string;
          rows?: {
            [key: string]: unknown;
          }[];
          file_name?: string;
          from?: string;
          to?: string;
          timezone?: string;
          /** @enum {string} */
          tracker?:
            | "keitaro"
            | "binom"
            | "voluum"
            | "tune"
            | "everflow"
            | "affise"
            | "cake"
            | "scaleo"
            | "post_affiliate_pro"
            | "prosper202";
          mapping?: {
            /** @enum {string} */
            format?: "csv" | "json" | "ndjson";
            /** @enum {string} */
            encoding?:
              | "utf-8"
              | "utf-16le"
              | "utf-16be"
              | "windows-1251"
              | "windows-1252";
            delimiter?: string;
            has_header?: boolean;
            header_row?: number;
            time_column?: string | null;
            decimal_comma?: boolean;
            /** @enum {string} */
            date_order?: "ymd" | "dmy" | "mdy";
            status_map?: {
              [key: string]: string;
            };
            currency?: string;
            default_status?: string;
            ended?: {
              [key: string]: "rejected" | "reversed";
            };
            columns?: {
              click_id?: string;
              order_id?: string;
              conversion_id?: string;
              customer_id?: string;
              goal?: string;
              campaign?: string;
              affiliate?: string;
              link?: string;
              status?: string;
              amount?: string;
              revenue?: string;
              payout?: string;
              currency?: string;
              occurred_at?: string;
              reason?: string;
              old_id?: string;
            };
          };
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ShadowExport"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ShadowExport"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMovesShadowBreaks: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "at" | "-at";
        q?: string;
        class?: (
          | "missing_ours"
          | "missing_theirs"
          | "duplicate_ours"
          | "duplicate_theirs"
          | "attribution_diff"
          | "currency_mismatch"
          | "status_mismatch"
          | "payout_mismatch"
          | "revenue_mismatch"
          | "amount_mismatch"
          | "timing"
          | "split"
          | "moved_in"
          | "rounding"
          | "not_counted"
          | "equal"
        )[];
        why?: (
          | "never_arrived"
          | "no_such_click"
          | "refused"
          | "ignored"
          | "duplicate"
          | "recorded"
          | "ended"
          | "by_hand"
          | "edge_of_export"
          | "not_in_export"
        )[];
        code?: string;
        rule?: string;
        campaign_id?: number | string;
        affiliate_id?: number | string;
        conversion_id?: string;
        postback_id?: string;
        export_id?: string;
        day?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ShadowItem"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMovesShadowBreaksById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ShadowItem"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMovesShadowMatches: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "at" | "-at";
        q?: string;
        class?: (
          | "missing_ours"
          | "missing_theirs"
          | "duplicate_ours"
          | "duplicate_theirs"
          | "attribution_diff"
          | "currency_mismatch"
          | "status_mismatch"
          | "payout_mismatch"
          | "revenue_mismatch"
          | "amount_mismatch"
          | "timing"
          | "split"
          | "moved_in"
          | "rounding"
          | "not_counted"
          | "equal"
        )[];
        why?: (
          | "never_arrived"
          | "no_such_click"
          | "refused"
          | "ignored"
          | "duplicate"
          | "recorded"
          | "ended"
          | "by_hand"
          | "edge_of_export"
          | "not_in_export"
        )[];
        code?: string;
        rule?: string;
        campaign_id?: number | string;
        affiliate_id?: number | string;
        conversion_id?: string;
        postback_id?: string;
        export_id?: string;
        day?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ShadowItem"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMovesShadowExports: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "received_at" | "-received_at";
        q?: string;
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["ShadowExport"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getMovesShadowExportsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ShadowExport"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteMovesShadowExportsById: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReports: {
    parameters: {
      query?: {
        group_by?: string;
        from?: string;
        to?: string;
        period?:
          | "today"
          | "yesterday"
          | "last_7_days"
          | "last_30_days"
          | "this_week"
          | "last_week"
          | "this_month"
          | "last_month"
          | "this_year"
          | "last_year";
        timezone?: string;
        currency?: string;
        time?: "conversion" | "click" | "approval";
        sort?: string;
        limit?: string;
        cursor?: string;
        compare?: "previous_period" | "previous_year";
        empty?: "true" | "false";
        hour?: string;
        day?: string;
        week?: string;
        month?: string;
        hour_of_day?: string;
        weekday?: string;
        advertiser?: string;
        campaign?: string;
        affiliate?: string;
        link?: string;
        goal?: string;
        country?: string;
        device?: string;
        os?: string;
        browser?: string;
        source?: string;
        sub1?: string;
        sub2?: string;
        sub3?: string;
        sub4?: string;
        sub5?: string;
        sub6?: string;
        sub7?: string;
        sub8?: string;
        sub9?: string;
        sub10?: string;
        verdict?: string;
        status?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Report"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postReportsDiscrepancy: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          affiliate_id: number | string;
          from: string;
          to: string;
          timezone?: string;
          rows?: {
            day: string;
            clicks: number;
            conversions?: number | null;
          }[];
          file?: string;
        };
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Discrepancy"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReportsLive: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getLive: {
    parameters: {
      query?: {
        of?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getSavedReports: {
    parameters: {
      query?: {
        limit?: string;
        cursor?: string;
        sort?: "id" | "-id" | "name" | "-name" | "created_at" | "-created_at";
        q?: string;
        user_id?: string;
        shared?: boolean;
        schedule?: "daily" | "weekly" | "monthly";
        send_by?: "mail" | "webhook";
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["SavedReport"][];
            next_cursor: string | null;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  postSavedReports: {
    parameters: {
      query?: never;
      header?: {
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name: string;
          query: {
            [key: string]: string;
          };
          shared?: boolean;
          schedule?: ("daily" | "weekly" | "monthly") | null;
          hour?: number;
          timezone?: string;
          /** @enum {string} */
          send_by?: "mail" | "webhook";
        };
      };
    };
    responses: {
      201: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SavedReport"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getSavedReportsById: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SavedReport"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteSavedReportsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeSavedReportsById: {
    parameters: {
      query?: never;
      header?: {
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          name?: string;
          query?: {
            [key: string]: string;
          };
          shared?: boolean;
          schedule?: ("daily" | "weekly" | "monthly") | null;
          hour?: number;
          timezone?: string;
          /** @enum {string} */
          send_by?: "mail" | "webhook";
        };
      };
    };
    responses: {
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SavedReport"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTrace: {
    parameters: {
      query: {
        q: string;
        affiliate_id?: string;
        advertiser_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Trace"];
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getOpenapiJson: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            [key: string]: unknown;
          };
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getDocs: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/html": string;
        };
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_conversion_recorded: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ConversionRecordedBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_conversion_changed: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ConversionChangedBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_payment_closed: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PaymentClosedBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_payment_paid: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PaymentPaidBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_invoice_created: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["InvoiceCreatedBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_affiliate_applied: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AffiliateAppliedBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_offer_changed: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OfferChangedBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_endpoint_switched_off: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["EndpointSwitchedOffBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_endpoint_failing: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["EndpointFailingBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_source_silent: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SourceSilentBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_refusals_rising: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RefusalsRisingBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_cap_near: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CapNearBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_cap_reached: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CapReachedBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_campaign_paused: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CampaignPausedBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_risk_held: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RiskHeldBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_statement_missing: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["StatementMissingBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_ledger_broken: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LedgerBrokenBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_forward_stopped: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ForwardStoppedBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_report_ready: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ReportReadyBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  hear_report_broken: {
    parameters: {
      query?: never;
      header: {
        "webhook-id": string;
        "webhook-timestamp": string;
        "webhook-signature": string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ReportBrokenBody"];
      };
    };
    responses: {
      "2XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
}
