package aftercare.campaigns;

enum CampaignAct { START, STOP, RESUME, FINISH }
