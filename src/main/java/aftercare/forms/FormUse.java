package aftercare.forms;

/** What a form is for. It decides where the form is offered. */
public enum FormUse {

    /** 巡检检测: at a visit, for devices of its categories. */
    INSPECTION,
    /** 移交验收: at a visit, when something is handed over. */
    HANDOVER,
    /** 安全: before and during a visit. */
    SAFETY,
    /** 客户评价: by the customer. */
    SURVEY
}
